import esbuild from 'rollup-plugin-esbuild'
import { lend, takeLent } from './lent.mjs'
import { minify } from './minify.mjs'
import { insertIntegrity, layShimsBeside, noteIntegrity } from './parts-integrity.mjs'
import { systemCore } from './system-core.mjs'
import { checkTitles, keepTitles, lendTitles } from './titles.mjs'

/*
 * What a page loads: each file of scripts/ but lent.ts becomes the file of dist/ that has its name.
 *
 * fedmap.js and fedmap-native.js are always loaded, each for its engine. Their parts are loaded where they are needed, lie
 * beside them, and take of them what both have (lent.mjs), errors' titles too (titles.mjs).
 */

// Which errors each file throws: those of loading, those of composing, those of Module Federation.
const ofLoading = /FED-(203|30[1-5]|40[1-8]|410)/
const ofNativeLoading = /FED-(203|30[1-5]|40[1-8]|41[02]|42)/
const ofComposing = /FED-(205|409)/
const ofDeveloper = /FED-(10[1-6]|20[12])/
const ofModuleFederation = /FED-(10[1367]|20[12]|43[167])/

const typescript = () => esbuild({ target: 'es2022', tsconfig: false })

/** Entries of Module Federation remotes that are ES modules are the browser's to import, not SystemJS's. */
const importNatively = {
  name: 'import-natively',
  renderDynamicImport: () => ({ left: 'import(', right: ')' }),
}

const ofAll = {
  onwarn(warning) {
    throw Object.assign(new Error(), warning)
  },
  /** A module of core that nothing is used of is left out whole, what it makes when it loads too. */
  treeshake: { moduleSideEffects: id => !id.includes('/core/') },
}

/** What a manifest is wrong in, the developer part says for the composing part. */
const partPlugins = codes => [
  takeLent,
  lendTitles(codes),
  typescript(),
  checkTitles(codes, ofLoading, ...(codes === ofComposing ? [ofDeveloper] : [])),
]

/** A part of fedmap.js: a System.register module. */
const systemPart = (name, codes, ...plugins) => ({
  input: `loader/scripts/fedmap-${name}.ts`,
  output: { file: `dist/fedmap-${name}.js`, format: 'system', sourcemap: true },
  plugins: [...partPlugins(codes), ...plugins, minify(), noteIntegrity('system', name)],
  ...ofAll,
})

/** A part of fedmap-native.js: a classic script, since a module would be loaded before the import map. */
const nativePart = (name, codes) => ({
  input: `loader/scripts/fedmap-native-${name}.ts`,
  output: {
    file: `dist/fedmap-native-${name}.js`,
    format: 'iife',
    sourcemap: true,
    globals: { 'fedmap:lent': "Reflect.get(Document.prototype,'currentScript',document).lent" },
  },
  plugins: [...partPlugins(codes), minify(), noteIntegrity('native', name)],
  ...ofAll,
})

/** One that is always loaded. */
const script = (name, plugins, output = {}) => ({
  input: `loader/scripts/${name}.ts`,
  output: { file: `dist/${name}.js`, format: 'iife', freeze: false, sourcemap: true, ...output },
  plugins: [...plugins, minify()],
  ...ofAll,
})

export default [
  // Nothing loads this one: it is there to be measured, and not published.
  {
    input: 'core/resolution/resolve-within.ts',
    output: { file: 'dist/.resolver.js', format: 'system' },
    plugins: [takeLent, typescript(), minify()],
    ...ofAll,
  },
  systemPart('compose', ofComposing),
  systemPart('developer', ofDeveloper),
  systemPart('mf', ofModuleFederation, importNatively),
  script(
    'fedmap',
    [keepTitles(ofLoading), lend, typescript(), systemCore, checkTitles(ofLoading), insertIntegrity('system')],
    { banner: '/*! fedmap; core of SystemJS 6.15.1, MIT, Guy Bedford */' },
  ),
  nativePart('compose', ofComposing),
  nativePart('developer', ofDeveloper),
  script('fedmap-native', [
    keepTitles(ofNativeLoading),
    lend,
    typescript(),
    checkTitles(ofNativeLoading),
    insertIntegrity('native'),
    layShimsBeside,
  ]),
  script('fedmap-canary', [typescript()]),
]
