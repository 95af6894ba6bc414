import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
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

/** Of SystemJS's file, which would make a global of itself, the core: from here to there. */
const systemCore = {
  name: 'system-core',
  resolveId: id => (id.startsWith('systemjs/') ? fileURLToPath(import.meta.resolve(id)) : null),
  transform(code, id) {
    if (!id.endsWith('systemjs/dist/s.js')) return null
    const start = code.indexOf('  var toStringTag')
    const end = code.indexOf('  envGlobal.System = new SystemJS()')
    if (start < 0 || end < start) throw Error('this is not the SystemJS whose core is known')
    const message = "function errMsg(number) { return 'SystemJS error ' + number }"
    const text = `export default () => { const hasSymbol = true; ${message} ${code.slice(start, end)} return new SystemJS() }`
    return { code: text, map: null }
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

/** The composing part has from fedmap.js what that has anyway: the modules that shared.ts lists. */
const fromShared = {
  name: 'from-shared',
  async resolveId(source, importer) {
    if (!importer || !source.startsWith('.')) return null
    const path = resolve(dirname(importer), source).replace(/\.js$/, '.ts')
    return sharedModules.has(path) ? { id: 'fedmap:shared', external: true } : null
  },
}
const shared = fileURLToPath(new URL('shared.ts', import.meta.url))
const sharedModules = new Set(
  [...readFileSync(shared, 'utf8').matchAll(/ from '(.*)\.js'/g)].map(
    ([, path]) => `${resolve(dirname(shared), path)}.ts`,
  ),
)

const typescript = () => esbuild({ target: 'es2022', tsconfig: false })
const minify = () => terser({ ecma: 2020, toplevel: true, compress: { passes: 3, unsafe_arrows: true } })
const onwarn = warning => {
  throw Object.assign(new Error(), warning)
}

export default [
  {
    input: 'loader/compose/compose.ts',
    output: { file: 'dist/fedmap-compose.js', format: 'system', sourcemap: true },
    plugins: [fromShared, typescript(), minify(), noteIntegrity],
    onwarn,
  },
  {
    input: 'loader/start.ts',
    output: {
      file: 'dist/fedmap.js',
      format: 'iife',
      sourcemap: true,
      banner: '/*! fedmap, with the core of SystemJS 6.15.1 (MIT, Guy Bedford) */',
    },
    plugins: [keepTitles(/FED-[1234]/), typescript(), systemCore, insertIntegrity(), minify()],
    onwarn,
  },
]
