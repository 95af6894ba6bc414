import { expect, test } from 'vitest'
import { dropAttributes } from './drop-attributes.js'

test.each([
  [`import a from 'lib/a.json' with { type: 'json' };a()`, `import a from 'lib/a.json' ;a()`],
  [`export{default}from"lib/a.json"with{type:"json"}`, `export{default}from"lib/a.json" `],
  [`const a = import('lib/a.json', { with: { type: 'json' } }).then(b)`, `const a = import('lib/a.json' ).then(b)`],
  ['import(`lib/a.json`,{with:{type:`json`}})', 'import(`lib/a.json` )'],
  [`import 'lib'\nimport a from './a.json' with { type: 'json' }`, undefined],
  [`with_({ with: 1 }); import(lib, { with: { type: 'json' } })`, undefined],
])('%s', (code, expected = code) => {
  const dropped = dropAttributes({ path: 'a.js', code }, specifier => specifier.startsWith('lib'))
  expect(dropped.replace(/ +/g, ' ')).toBe(expected)
  expect(dropped.length).toBe(code.length)
})
