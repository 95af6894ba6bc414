// What `treeShake` saves: `npm run build && npm run bench:tree-shake`. For each package the bytes, compressed, of the copy that
// a remote carries in full and of the one with only what it uses. Bytes are the same on every machine.
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { federation } from 'fedmap/build-plugin'
import { rollup } from 'rollup'
import esbuild from 'rollup-plugin-esbuild'
import { createRemote } from './create-remote.mjs'

const react = ['react', 'react-dom']
const emotion = ['@emotion/react', '@emotion/styled', '@emotion/cache']

const cases = {
  'lodash-es': {
    workspace: 'demo/search',
    uses: {
      'one function': `import { debounce } from 'lodash-es'; export const mount = () => debounce(() => {})`,
      'five functions': `import { chunk, debounce, get, groupBy, sortBy } from 'lodash-es'
        export const mount = list => [chunk, get, groupBy, sortBy].map(each => each(list)).map(debounce)`,
      all: `import * as lodash from 'lodash-es'; export const mount = name => lodash[name]`,
    },
    others: [],
  },
  '@mui/material': {
    workspace: 'build-plugin/fixtures/mui',
    uses: {
      'a button': `import { Button } from '@mui/material'; export const mount = () => <Button>ok</Button>`,
      'a form': `import { Button, Checkbox, FormControlLabel, Select, Stack, TextField } from '@mui/material'
        export const mount = () => [Button, Checkbox, FormControlLabel, Select, Stack, TextField].map(Part => <Part />)`,
      all: `import * as material from '@mui/material'; export const mount = name => material[name]`,
    },
    others: [...emotion, ...react],
  },
}

/** Builds a remote, and returns how many bytes its copy of the package has. */
async function sizeOfCopy(name, { workspace, others }, source, treeShake) {
  const root = createRemote(workspace, [name, ...others], { 'widget.jsx': source })
  const shared = Object.fromEntries([[name, { treeShake }], ...others.map(other => [other, {}])])
  const exposes = { './Widget': './widget.jsx' }
  const bundle = await rollup({
    plugins: [esbuild({ jsx: 'automatic' }), federation({ name: '@bench/remote', root, exposes, shared })],
    onLog() {},
  })
  await bundle.write({ dir: join(root, 'dist') })
  const manifest = JSON.parse(await readFile(join(root, 'dist/federation.json'), 'utf8'))
  await rm(root, { recursive: true })
  return manifest.shared[name].copies[0].size
}

console.log('package        used            full, bytes  shaken, bytes  of full')
for (const [name, described] of Object.entries(cases)) {
  for (const [used, source] of Object.entries(described.uses)) {
    const full = await sizeOfCopy(name, described, source, false)
    const shaken = await sizeOfCopy(name, described, source, true)
    const share = `${((shaken / full) * 100).toFixed(0)} %`
    console.log(
      name.padEnd(15) +
        used.padEnd(14) +
        [full, shaken].map(bytes => String(bytes).padStart(13)).join('  ') +
        share.padStart(9),
    )
  }
}
