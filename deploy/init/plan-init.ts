/** What a project has that matters for what it needs. */
export interface Project {
  /** Its package.json. */
  readonly packageJson: {
    readonly name?: string
    readonly version?: string
    readonly dependencies?: Readonly<Record<string, string>>
    readonly devDependencies?: Readonly<Record<string, string>>
    readonly scripts?: Readonly<Record<string, string>>
  }
  /** Paths of its files, relative, with `/`. */
  readonly files: readonly string[]
}

/** What is to be written, and what is left to be done by hand. */
export interface InitPlan {
  /** Path → text: only of files that are not there. */
  readonly files: Readonly<Record<string, string>>
  readonly steps: readonly string[]
}

export type Bundler = 'vite' | 'rollup' | 'rolldown'

export const bundlers: readonly Bundler[] = ['vite', 'rollup', 'rolldown']

/** Packages of which two copies in one page are waste or trouble: what a remote shares, as a rule. */
const worthSharing: ReadonlySet<string> = new Set([
  '@angular/animations',
  '@angular/common',
  '@angular/core',
  '@angular/forms',
  '@angular/platform-browser',
  '@angular/router',
  '@emotion/react',
  '@emotion/styled',
  '@tanstack/react-query',
  'lit',
  'mobx',
  'preact',
  'react',
  'react-dom',
  'react-redux',
  'react-router',
  'react-router-dom',
  'redux',
  'rxjs',
  'solid-js',
  'styled-components',
  'svelte',
  'vue',
  'vue-router',
  'zone.js',
  'zustand',
])

/** What a project needs to be a remote, with its bundler, or with Vite where it has none. */
export function planRemote(project: Project, bundler = bundlerOf(project)): InitPlan {
  const { name = 'my-remote', version = '1.0.0' } = project.packageJson
  const entry =
    project.files.find(file => /^src\/(index|main|app)\.[jt]sx?$/i.test(file)) ?? `src/index.${languageOf(project)}`
  const build = planBuild(project, bundler, name, '.', entry)
  return {
    files: { ...build.files, ...(!project.files.includes(entry) && { [entry]: firstModule(name) }) },
    steps: [
      ...build.steps,
      'npm run build && npx fedmap serve dist --port 9001',
      `to see it, in the folder of a page (\`fedmap init host\` begins one): npx fedmap deploy ${name} http://localhost:9001/federation.json`,
      `in production: upload dist, then npx fedmap deploy ${name} https://cdn.example/${name.replace(/^@/, '')}/${version}/federation.json`,
    ],
  }
}

/** What a project needs to be the page, which is a remote too: what runs first. */
export function planHost(project: Project, bundler = bundlerOf(project)): InitPlan {
  const { files, packageJson } = project
  const { name = 'my-page', scripts = {} } = packageJson
  const page = files.find(file => /^(public\/)?index\.html$/.test(file))
  const entry = files.find(file => /^src\/main\.[jt]sx?$/i.test(file)) ?? `src/main.${languageOf(project)}`
  const build = planBuild(project, bundler, name, './main', entry)
  return {
    files: {
      ...(!page && { 'index.html': hostPage(name) }),
      ...(!files.includes('importmap.json') && { 'importmap.json': emptyMap }),
      ...build.files,
      ...(!files.includes(entry) && { [entry]: mainModule(name) }),
    },
    steps: [
      ...build.steps,
      ...(page ? [`add to ${page}:\n${hostTags(name)}`] : []),
      ...(scripts.start === undefined ? ['npm pkg set scripts.start="fedmap serve . --port 9000 --loader"'] : []),
      'npm run build && npm start',
      `in another terminal: npx fedmap deploy ${name} http://localhost:9000/dist/federation.json, and open http://localhost:9000`,
      `add remotes to the map in the same way; ${entry} says how to show one`,
      'in production: upload index.html, importmap.json, dist, and of node_modules/fedmap/dist fedmap.js and the fedmap-*.js beside it',
    ],
  }
}

/** The bundler's configuration, with fedmap's plugin, and what it needs to run. */
function planBuild(
  { packageJson, files }: Project,
  bundler: Bundler,
  name: string,
  expose: string,
  entry: string,
): InitPlan {
  const shared = Object.keys(packageJson.dependencies ?? {}).filter(dependency => worthSharing.has(dependency))
  const config = files.find(file => new RegExp(`^${bundler}\\.config\\.[cm]?[jt]s$`).test(file))
  const foreign = files.find(file => foreignConfigs.test(file))
  const plugin = `federation({
      name: ${quote(name)},
      exposes: { ${quote(expose)}: ${quote(`./${entry}`)} },
      shared: [${shared.map(quote).join(', ')}],
    })`
  const helpers = helpersOf(packageJson, bundler, entry)
  const packages = ['fedmap', bundler, ...helpers.flatMap(helper => helper.packages)]
  const missing = packages.filter(one => !hasPackage(packageJson, one))
  const { source, command } = plugins[bundler]
  return {
    files: config
      ? {}
      : { [`${bundler}.config.mjs`]: bundlerConfig(bundler, [...helpers, { name: '{ federation }', source, plugin }]) },
    steps: [
      ...(foreign && !config ? [aboutForeign(foreign, bundler)] : []),
      ...(missing.length ? [`npm install --save-dev ${missing.join(' ')}`] : []),
      ...(config
        ? [`add to the plugins of ${config}:  import { federation } from '${source}'\n\n    ${plugin}\n`]
        : []),
      ...(packageJson.scripts?.build === undefined ? [`npm pkg set scripts.build="${command}"`] : []),
    ],
  }
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

/** A map with nothing on it. */
export const emptyMap = '{\n  "imports": {}\n}\n'

/** Configurations of bundlers that fedmap has no plugin for. */
const foreignConfigs = /^(?:(?:webpack|rspack|rsbuild|next|craco)\.config\.[cm]?[jt]s|angular\.json|\.parcelrc)$/

function aboutForeign(config: string, bundler: Bundler): string {
  return `fedmap has no plugin for what ${config} builds with. From here on ${bundler} builds the remote beside it; or leave it as it is, \
have it build a Module Federation remote, and put its mf-manifest.json on the map, as docs/interop.md of fedmap says`
}

function bundlerOf({ packageJson, files }: Project): Bundler {
  const isUsed = (bundler: Bundler) =>
    files.some(file => file.startsWith(`${bundler}.config.`)) || hasPackage(packageJson, bundler)
  return bundlers.find(isUsed) ?? 'vite'
}

/** What the project's own modules are written in. */
function languageOf({ files }: Project): 'ts' | 'js' {
  return files.includes('tsconfig.json') ? 'ts' : 'js'
}

function hasPackage({ dependencies, devDependencies }: Project['packageJson'], name: string): boolean {
  return Object.hasOwn({ ...dependencies, ...devDependencies }, name)
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

const firstModule = (name: string) => `// An application of single-spa: any host can mount it, whatever it is made with.
export async function bootstrap() {}

export async function mount({ domElement = document.body }) {
  domElement.append(${quote(`Hello from ${name}`)})
}

export async function unmount({ domElement = document.body }) {
  domElement.replaceChildren()
}
`

const mainModule = (name: string) => `// Runs when the page opens.
const main = document.body.appendChild(document.createElement('main'))
main.append(${quote(`Hello from ${name}`)})

// Remotes are imported by their names on the map, once the federation plugin's \`remotes\` in the bundler's configuration
// has them. One that \`fedmap init remote\` began is shown like this:
//
//   const { bootstrap, mount } = await import('my-remote')
//   await bootstrap()
//   await mount({ domElement: main })
`

const hostTags = (name: string) => `    <link rel="preload" as="fetch" crossorigin href="/importmap.json">
    <script type="systemjs-importmap" src="/importmap.json"></script>
    <script src="/fedmap.js" data-import="${name}/main"></script>
`

const hostPage = (name: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>My page</title>
    <link rel="icon" href="data:,">
    <link rel="preload" as="fetch" crossorigin href="/importmap.json">
  </head>
  <body>
    <script type="systemjs-importmap" src="/importmap.json"></script>
    <script src="/fedmap.js" data-import="${name}/main"></script>
  </body>
</html>
`

const quote = (text: string) => `'${text.replaceAll("'", "\\'")}'`
