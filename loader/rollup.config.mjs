import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import replace from '@rollup/plugin-replace'
import { minify as minifyCode } from '@swc/core'
import esbuild from 'rollup-plugin-esbuild'

/**
 * The files that a page loads: fedmap.js or fedmap-native.js, each built after its composing part, since it holds the
 * hash of the one that it will load, so that the two are always of one version.
 */
let composeIntegrity = ''
let moduleFederationIntegrity = ''

const integrityOf = content => `sha256-${createHash('sha256').update(content).digest('base64')}`

const noteIntegrity = {
  name: 'note-integrity',
  generateBundle(_options, bundle) {
    const [part] = Object.values(bundle).filter(({ isEntry }) => isEntry)
    composeIntegrity = integrityOf(part.code)
  },
}

const insertIntegrity = () =>
  replace({
    preventAssignment: true,
    values: {
      composeIntegrity: () => JSON.stringify(composeIntegrity),
      moduleFederationIntegrity: () => JSON.stringify(moduleFederationIntegrity),
      shimsIntegrity: () => JSON.stringify(integrityOf(readFileSync(shims))),
    },
  })

const noteModuleFederationIntegrity = {
  name: 'note-module-federation-integrity',
  generateBundle(_options, bundle) {
    moduleFederationIntegrity = integrityOf(bundle['fedmap-mf.js'].code)
  },
}

/** Entries of Module Federation remotes that are ES modules are the browser's to import, not SystemJS's. */
const importNatively = {
  name: 'import-natively',
  renderDynamicImport: () => ({ left: 'import(', right: ')' }),
}

/** es-module-shims, as npm has it: loaded by fedmap-native.js where a browser cannot do without. */
const shims = fileURLToPath(import.meta.resolve('es-module-shims'))
const layShimsBeside = {
  name: 'lay-shims-beside',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'es-module-shims.js', source: readFileSync(shims) })
  },
}

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

const titles = readFileSync(fileURLToPath(new URL('../core/errors/error-table.ts', import.meta.url)), 'utf8')
const titlesOf = codes =>
  `{${titles
    .split('\n')
    .filter(line => codes.test(line) && /^ *'FED-/.test(line))
    .join('')}}`

/** Has the titles of those errors only that this file throws. */
const keepTitles = codes => ({
  name: 'keep-titles',
  transform: (_code, id) =>
    id.endsWith('core/errors/error-table.ts')
      ? { code: `export const errorTable = ${titlesOf(codes)}`, map: null }
      : null,
})

/** Adds to those the titles of errors that only this part throws. */
const lendTitles = codes => ({
  name: 'lend-titles',
  transform(code, id) {
    if (!this.getModuleInfo(id).isEntry) return null
    const lend = `import { errorTable } from 'fedmap:shared'; Object.assign(errorTable, ${titlesOf(codes)});`
    return { code: `${lend} ${code}`, map: null }
  },
})

/** The parts have from fedmap.js what that has anyway: the modules that shared.ts lists. */
const fromShared = {
  name: 'from-shared',
  async resolveId(source, importer) {
    if (source === 'fedmap:shared') return { id: source, external: true }
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

// Which errors each file throws: those of loading, those of composing, those of Module Federation.
const ofLoading = /FED-(203|30[1-5]|40[1-8]|410)/
const ofNativeLoading = /FED-(203|30[1-5]|40[1-8]|41[02]|42)/
const ofComposing = /FED-(10[^7]|20[^3]|409)/
const ofModuleFederation = /FED-(10[1367]|43[167])/

const typescript = () => esbuild({ target: 'es2022', tsconfig: false })
/** swc's minifier, since what it writes is 2 % smaller after brotli than what terser writes. */
const minify = () => ({
  name: 'minify',
  renderChunk: code =>
    minifyCode(code, {
      ecma: 2022,
      compress: { ecma: 2022, passes: 3, toplevel: true, unsafe_arrows: true, unsafe_methods: true, pure_getters: true },
      mangle: { toplevel: true },
      format: { comments: 'some' },
      sourceMap: true,
    }),
})
const onwarn = warning => {
  throw Object.assign(new Error(), warning)
}

export default [
  {
    input: 'loader/compose/compose.ts',
    output: { file: 'dist/fedmap-compose.js', format: 'system', sourcemap: true },
    plugins: [fromShared, lendTitles(ofComposing), typescript(), minify(), noteIntegrity],
    onwarn,
  },
  {
    input: 'loader/module-federation/module-federation.ts',
    output: { file: 'dist/fedmap-mf.js', format: 'system', sourcemap: true },
    plugins: [
      fromShared,
      lendTitles(ofModuleFederation),
      typescript(),
      importNatively,
      minify(),
      noteModuleFederationIntegrity,
    ],
    onwarn,
  },
  {
    input: 'loader/start.ts',
    output: {
      file: 'dist/fedmap.js',
      format: 'iife',
      sourcemap: true,
      banner: '/*! fedmap; core of SystemJS 6.15.1, MIT, Guy Bedford */',
    },
    plugins: [keepTitles(ofLoading), typescript(), systemCore, insertIntegrity(), minify()],
    onwarn,
  },
  {
    input: 'loader/compose/compose-script.ts',
    output: {
      file: 'dist/fedmap-native-compose.js',
      format: 'iife',
      sourcemap: true,
      globals: { 'fedmap:shared': 'document.currentScript.shared' },
    },
    plugins: [fromShared, lendTitles(ofComposing), typescript(), minify(), noteIntegrity],
    onwarn,
  },
  {
    input: 'loader/start-native.ts',
    output: { file: 'dist/fedmap-native.js', format: 'iife', sourcemap: true },
    plugins: [keepTitles(ofNativeLoading), typescript(), insertIntegrity(), layShimsBeside, minify()],
    onwarn,
  },
]
