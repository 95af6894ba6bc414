import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import replace from '@rollup/plugin-replace'
import { minify as minifyCode } from '@swc/core'
import esbuild from 'rollup-plugin-esbuild'

/**
 * The files that a page loads: fedmap.js or fedmap-native.js, each built after its parts, since it holds the hashes of
 * those that it may load, so that they are always of one version.
 */
const integrityOfParts = { system: {}, native: {} }

const integrityOf = content => `sha256-${createHash('sha256').update(content).digest('base64')}`

const noteIntegrity = (engine, name) => ({
  name: 'note-integrity',
  generateBundle(_options, bundle) {
    const [part] = Object.values(bundle).filter(({ isEntry }) => isEntry)
    integrityOfParts[engine][name] = integrityOf(part.code)
  },
})

const insertIntegrity = engine =>
  replace({
    preventAssignment: true,
    values: {
      'integrityOfPart[name]': () => `(${JSON.stringify(integrityOfParts[engine])})[name]`,
      shimsIntegrity: () => JSON.stringify(integrityOf(readFileSync(shims))),
    },
  })

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

/**
 * Of SystemJS's file, which would make a global of itself, the core: from here to there, less what the loader has its own
 * for, and what only SystemJS's extras and its tracing ask for, which need the whole SystemJS.
 */
const unusedInSystem = [
  // import(specifier, options)
  "(parentUrl && typeof parentUrl === 'object') && (meta = parentUrl, parentUrl = undefined);",
  // import.meta.resolve: with-page-map.ts
  /resolve: function \(id, parentUrl\) \{\s+return Promise.resolve\(loader.resolve\(id, parentUrl \|\| parentId\)\);\s+\}/,
  // A file without a registration: with-own-scripts.ts
  /if \(!registration\)\s+throw Error\(errMsg\(2, id \)\);/,
  // Attributes of imports
  ', registration[2] || []',
  'var meta = instantiation[2][i];',
  /(?<=depId, id), meta/,
  'm: meta,',
  // Who asked first
  /if \(!load.p \|\| load.p.e === null\)\s+load.p = parent;/,
  // Tracing
  /finally {\s+}/,
  // Fields that are not there are undefined
  /^ +(d|e|er|E|C|p): undefined,?$/gm,
]
const systemCore = {
  name: 'system-core',
  resolveId: id => (id.startsWith('systemjs/') ? fileURLToPath(import.meta.resolve(id)) : null),
  transform(code, id) {
    if (!id.endsWith('systemjs/dist/s.js')) return null
    const start = code.indexOf('  var toStringTag')
    const end = code.indexOf('  envGlobal.System = new SystemJS()')
    if (start < 0 || end < start) throw Error('this is not the SystemJS whose core is known')
    const core = unusedInSystem.reduce(
      (text, unused) => {
        const less = text.replace(unused, '')
        if (less === text) throw Error(`this is not the SystemJS whose core is known: ${unused}`)
        return less
      },
      code.slice(start, end),
    )
    const text = `export default () => { const hasSymbol = true; ${core} return new SystemJS() }`
    return { code: text, map: null }
  },
}

const titles = readFileSync(fileURLToPath(new URL('../core/errors/error-table.ts', import.meta.url)), 'utf8')
const titlesOf = codes =>
  `{${titles
    .split('\n')
    .filter(line => codes.test(line) && /^ *'FED-/.test(line))
    .join('')}}`

/** Fails where a file throws an error whose title is not among these, and would say "undefined". */
const checkTitles = (...titled) => ({
  name: 'check-titles',
  renderChunk(code, { fileName }) {
    for (const [, thrown] of code.matchAll(/["'](FED-\d{3})["'](?!:)/g)) {
      if (!titled.some(codes => codes.test(thrown))) throw Error(`${fileName} has no title for ${thrown}`)
    }
    return null
  },
})

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
    const lend = `import { errorTable } from '../../core/errors/error-table.js'; Object.assign(errorTable, ${titlesOf(codes)});`
    return { code: `${lend} ${code}`, map: null }
  },
})

/** What fedmap.js lends to the parts, since it has that anyway: what shared.ts exports, each under a letter. */
const shared = fileURLToPath(new URL('shared.ts', import.meta.url))
const exportsOfShared = [...readFileSync(shared, 'utf8').matchAll(/export \{ (.*) \} from '(.*)\.js'/g)].flatMap(
  ([, names, path]) => names.split(', ').map(name => ({ name, module: `${resolve(dirname(shared), path)}.ts` })),
)
const letterOf = index => String.fromCharCode(97 + index)

const lendShared = {
  name: 'lend-shared',
  transform: (_code, id) =>
    id === shared
      ? exportsOfShared.map(({ name, module }, i) => `export { ${name} as ${letterOf(i)} } from '${module}'`).join('\n')
      : null,
}

const fromShared = {
  name: 'from-shared',
  resolveId(source, importer) {
    if (source === 'fedmap:shared') return { id: source, external: true }
    if (!importer || !source.startsWith('.')) return null
    const path = resolve(dirname(importer), source).replace(/\.js$/, '.ts')
    return exportsOfShared.some(({ module }) => module === path) ? 'shared-by-name' : null
  },
  load(id) {
    if (id !== 'shared-by-name') return null
    const names = exportsOfShared.map(({ name }, i) => `${letterOf(i)} as ${name}`)
    return `export { ${names.join(', ')} } from 'fedmap:shared'`
  },
}

// Which errors each file throws: those of loading, those of composing, those of Module Federation.
const ofLoading = /FED-(203|30[1-5]|40[1-8]|410)/
const ofNativeLoading = /FED-(203|30[1-5]|40[1-8]|41[02]|42)/
const ofComposing = /FED-(20[125]|409)/
const ofDeveloper = /FED-10[1-6]/
const ofModuleFederation = /FED-(10[1367]|20[12]|43[167])/

const typescript = () => esbuild({ target: 'es2022', tsconfig: false })
/** swc's minifier, since what it writes is 2 % smaller after brotli than what terser writes. */
const minify = () => ({
  name: 'minify',
  renderChunk: code =>
    minifyCode(code, {
      ecma: 2022,
      compress: {
        ecma: 2022,
        passes: 3,
        collapse_vars: false, // Smaller once compressed.
        toplevel: true,
        unsafe_arrows: true,
        unsafe_methods: true,
        pure_getters: true,
      },
      mangle: { toplevel: true },
      format: { comments: 'some' },
      sourceMap: true,
    }),
})
const ofAll = {
  onwarn(warning) {
    throw Object.assign(new Error(), warning)
  },
  /** A module of core that nothing is used of is left out whole, what it makes when it loads too. */
  treeshake: { moduleSideEffects: id => !id.includes('/core/') },
}

const bannerOfSystem = '/*! fedmap; core of SystemJS 6.15.1, MIT, Guy Bedford */'

/** What a manifest is wrong in, the developer part says for the composing part. */
const partPlugins = codes => [
  fromShared,
  lendTitles(codes),
  typescript(),
  checkTitles(codes, ofLoading, ...(codes === ofComposing ? [ofDeveloper] : [])),
]

/** A part of fedmap.js: a System.register module. */
const systemPart = (name, input, codes, ...plugins) => ({
  input,
  output: { file: `dist/fedmap-${name}.js`, format: 'system', sourcemap: true },
  plugins: [...partPlugins(codes), ...plugins, minify(), noteIntegrity('system', name)],
  ...ofAll,
})

/** A part of fedmap-native.js: a classic script, since a module would be loaded before the import map. */
const nativePart = (name, input, codes) => ({
  input,
  output: {
    file: `dist/fedmap-native-${name}.js`,
    format: 'iife',
    sourcemap: true,
    globals: { 'fedmap:shared': 'document.currentScript.shared' },
  },
  plugins: [...partPlugins(codes), minify(), noteIntegrity('native', name)],
  ...ofAll,
})

export default [
  // Nothing loads this one: it is there to be measured, and not published.
  {
    input: 'core/resolution/resolve-within.ts',
    output: { file: 'dist/.resolver.js', format: 'system' },
    plugins: [fromShared, typescript(), minify()],
    ...ofAll,
  },
  systemPart('compose', 'loader/compose/compose.ts', ofComposing),
  systemPart('developer', 'loader/developer/developer.ts', ofDeveloper),
  systemPart('mf', 'loader/module-federation/module-federation.ts', ofModuleFederation, importNatively),
  {
    input: 'loader/start.ts',
    output: { file: 'dist/fedmap.js', format: 'iife', freeze: false, sourcemap: true, banner: bannerOfSystem },
    plugins: [
      keepTitles(ofLoading),
      lendShared,
      typescript(),
      systemCore,
      checkTitles(ofLoading),
      insertIntegrity('system'),
      minify(),
    ],
    ...ofAll,
  },
  nativePart('compose', 'loader/compose/compose-script.ts', ofComposing),
  nativePart('developer', 'loader/developer/developer-script.ts', ofDeveloper),
  {
    input: 'loader/start-native.ts',
    output: { file: 'dist/fedmap-native.js', format: 'iife', freeze: false, sourcemap: true },
    plugins: [
      keepTitles(ofNativeLoading),
      lendShared,
      typescript(),
      checkTitles(ofNativeLoading),
      insertIntegrity('native'),
      layShimsBeside,
      minify(),
    ],
    ...ofAll,
  },
  {
    input: 'loader/start-canary.ts',
    output: { file: 'dist/fedmap-canary.js', format: 'iife', sourcemap: true },
    plugins: [typescript(), minify()],
    ...ofAll,
  },
]
