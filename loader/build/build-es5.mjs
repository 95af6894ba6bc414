import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { transform } from '@swc/core'
import { integrityOf } from './parts-integrity.mjs'

/**
 * Writes `dist/es5/`: the loader for browsers that know ES5's syntax and no more. The files keep their names, since each
 * looks for the others beside it; fedmap.js gets the new hashes of its parts. (The part for Module Federation is left out:
 * it needs `import()`.)
 */
const dist = new URL('../../dist/', import.meta.url)
const es5 = new URL('es5/', dist)

await mkdir(es5, { recursive: true })
let loader = await readFile(new URL('fedmap.js', dist), 'utf8')
for (const name of ['fedmap-compose.js', 'fedmap-developer.js']) {
  const part = await readFile(new URL(name, dist), 'utf8')
  const oldPart = await toEs5(part)
  await writeFile(new URL(name, es5), oldPart)
  if (!loader.includes(integrityOf(part)))
    throw Error(`dist/fedmap.js is not of the same build as ${name}: npm run build`)
  loader = loader.replaceAll(integrityOf(part), integrityOf(oldPart))
}
await writeFile(new URL('fedmap.js', es5), await toEs5(loader))

/** @param {string} code */
async function toEs5(code) {
  const { code: lowered } = await transform(code, {
    isModule: false,
    swcrc: false,
    configFile: false,
    minify: true,
    jsc: { target: 'es5', minify: { compress: true, mangle: true, format: { asciiOnly: true, comments: 'some' } } },
  })
  return lowered.replace(/\n?\/\/# sourceMappingURL=.*/, '')
}
