import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import replace from '@rollup/plugin-replace'
import terser from '@rollup/plugin-terser'
import esbuild from 'rollup-plugin-esbuild'

/**
 * The two files that a page loads. fedmap.js is built last: it holds the hash of the composing part that it will load,
 * so that the two are always of one version.
 */
let composeIntegrity = ''

const noteIntegrity = {
  name: 'note-integrity',
  generateBundle(_options, bundle) {
    const hash = createHash('sha384').update(bundle['fedmap-compose.js'].code).digest('base64')
    composeIntegrity = `sha384-${hash}`
  },
}

const insertIntegrity = () =>
  replace({ preventAssignment: true, values: { composeIntegrity: () => JSON.stringify(composeIntegrity) } })

/** SystemJS runs when its file does. As a function it runs only where the page has none. */
const systemAsFunction = {
  name: 'system-as-function',
  resolveId: id => (id.startsWith('systemjs/') ? fileURLToPath(import.meta.resolve(id)) : null),
  transform(code, id) {
    if (id.endsWith('systemjs/dist/s.js')) return { code: `export default function () {${code}}`, map: null }
  },
}

/** Leaves out the titles of errors that this file does not throw. */
const keepTitles = codes => ({
  name: 'keep-titles',
  transform(code, id) {
    if (!id.endsWith('core/errors/error-table.ts')) return null
    const isKept = line => !/^ *'?"?FED-/.test(line) || codes.test(line)
    return { code: code.split('\n').filter(isKept).join('\n'), map: null }
  },
})

const typescript = () => esbuild({ target: 'es2022', tsconfig: false })
const minify = () => terser({ ecma: 2020, toplevel: true, compress: { passes: 3, unsafe_arrows: true } })
const onwarn = warning => {
  throw Object.assign(new Error(), warning)
}

export default [
  {
    input: 'loader/compose/compose.ts',
    output: { file: 'dist/fedmap-compose.js', format: 'system', sourcemap: true },
    plugins: [keepTitles(/FED-[12]|409/), typescript(), minify(), noteIntegrity],
    onwarn,
  },
  {
    input: 'loader/start.ts',
    output: { file: 'dist/fedmap.js', format: 'iife', sourcemap: true },
    plugins: [keepTitles(/FED-203|FED-[34]/), typescript(), systemAsFunction, insertIntegrity(), minify()],
    onwarn,
  },
]
