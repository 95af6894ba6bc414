import { type Bundler, configPaths, hasPackage, type Manager, type Project, sharedOf } from './project.js'
import { quote } from './templates.js'

/** What is to be written, and what is left to be done by hand. */
export interface InitPlan {
  /** Path → text: only of files that are not there. */
  readonly files: Readonly<Record<string, string>>
  readonly steps: readonly string[]
}

/** A remote to configure: its name, and the one module that it exposes. */
interface NewRemote {
  readonly name: string
  /** `'.'`, `'./main'` */
  readonly expose: string
  /** The module's source file. */
  readonly entry: string
}

/** The bundler's configuration, with fedmap's plugin, and what it needs to run. */
export function planBuild(project: Project, bundler: Bundler, { name, expose, entry }: NewRemote): InitPlan {
  const { packageJson, around, linked, files, texts, manager } = project
  const config = files.find(file => configPaths.test(file) && file.startsWith(`${bundler}.`))
  const unsupported = files.find(file => unsupportedConfigs.test(file))
  const plugin = `federation({
      name: ${quote(name)},
      exposes: { ${quote(expose)}: ${quote(`./${entry}`)} },
      shared: [${sharedOf(project).map(quote).join(', ')}],
    })`
  const helpers = helpersOf(packageJson, bundler, entry)
  const packages = ['fedmap', bundler, ...helpers.flatMap(helper => helper.packages)]
  const missing = packages.filter(one => !hasPackage(packageJson, one) && !around.includes(one))
  const { source, command } = plugins[bundler]
  return {
    files: config
      ? {}
      : { [`${bundler}.config.mjs`]: bundlerConfig(bundler, [...helpers, { name: '{ federation }', source, plugin }]) },
    steps: [
      ...(unsupported && !config ? [aboutUnsupported(unsupported, bundler)] : []),
      ...(missing.length ? [`${adding[manager]} ${missing.join(' ')}`] : []),
      ...(config && !/['"]fedmap\//.test(texts[config] ?? '')
        ? [`add to the plugins of ${config}:  import { federation } from '${source}'\n\n    ${plugin}\n`]
        : []),
      ...(linked.length ? [aboutLinked(linked)] : []),
      ...(packageJson.scripts?.build === undefined ? [`npm pkg set scripts.build="${command}"`] : []),
    ],
  }
}

/** Another manager's lock file in a project is trouble; `npx` and `npm run` do no harm. */
const adding: Readonly<Record<Manager, string>> = {
  npm: 'npm install --save-dev',
  pnpm: 'pnpm add --save-dev',
  yarn: 'yarn add --dev',
  bun: 'bun add --dev',
}

/** Where the plugin comes from, and what builds. */
const plugins = {
  vite: { source: 'fedmap/vite', command: 'vite build' },
  rollup: { source: 'fedmap/build-plugin', command: 'rollup -c' },
  rolldown: { source: 'fedmap/rolldown', command: 'rolldown -c' },
}

/** Another plugin that compiles what the project is written in. */
interface Helper {
  readonly packages: readonly string[]
  /** What the configuration imports, and from where. */
  readonly name: string
  readonly source: string
  readonly plugin: string
}

const viteHelper = (source: string, name: string, plugin = `${name}()`): Helper => ({
  packages: [source],
  name,
  source,
  plugin,
})

/** Framework → Vite's plugin for it. */
const viteHelpers: Readonly<Record<string, Helper>> = {
  react: viteHelper('@vitejs/plugin-react', 'react'),
  vue: viteHelper('@vitejs/plugin-vue', 'vue'),
  svelte: viteHelper('@sveltejs/vite-plugin-svelte', '{ svelte }', 'svelte()'),
  'solid-js': viteHelper('vite-plugin-solid', 'solid'),
  preact: viteHelper('@preact/preset-vite', 'preact'),
  '@angular/core': {
    packages: ['@analogjs/vite-plugin-angular', '@angular/build'],
    name: 'angular',
    source: '@analogjs/vite-plugin-angular',
    plugin: 'angular()',
  },
}

/** Rollup knows neither TypeScript nor JSX. */
const rollupHelper: Helper = {
  packages: ['rollup-plugin-esbuild', 'esbuild'],
  name: 'esbuild',
  source: 'rollup-plugin-esbuild',
  plugin: "esbuild({ target: 'es2022', jsx: 'automatic' })",
}

function helpersOf(packageJson: Project['packageJson'], bundler: Bundler, entry: string): readonly Helper[] {
  if (bundler === 'rollup') return entry.endsWith('.js') ? [] : [rollupHelper]
  if (bundler === 'rolldown') return []
  return Object.entries(viteHelpers).flatMap(([name, helper]) => (hasPackage(packageJson, name) ? helper : []))
}

/** Configurations of bundlers that fedmap has no plugin for. */
const unsupportedConfigs = /^(?:(?:webpack|rspack|rsbuild|next|craco)\.config\.[cm]?[jt]s|angular\.json|\.parcelrc)$/

function aboutUnsupported(config: string, bundler: Bundler): string {
  return `fedmap has no plugin for what ${config} builds with. From here on ${bundler} builds the remote beside it; or leave it as it is, \
have it build a Module Federation remote, and put its mf-manifest.json on the map, as docs/interop.md of fedmap says`
}

function aboutLinked(linked: readonly string[]): string {
  return `raise the version of ${linked.join(', ')} with each change: of one version a page loads one copy, whichever remote built it`
}

function bundlerConfig(bundler: Bundler, used: readonly Pick<Helper, 'name' | 'source' | 'plugin'>[]): string {
  const ofVite = bundler === 'vite' ? ["import { defineConfig } from 'vite'"] : []
  const imports = used.map(({ name, source }) => `import ${name} from '${source}'`)
  const list = used.map(({ plugin }) => `    ${plugin},`)
  const options = [...(bundler === 'vite' ? [] : ["  output: { dir: 'dist' },"]), '  plugins: [', ...list, '  ],']
  const exported =
    bundler === 'vite' ? ['export default defineConfig({', ...options, '})'] : ['export default {', ...options, '}']
  return [...imports, ...ofVite, '', ...exported, ''].join('\n')
}
