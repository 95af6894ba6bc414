/** What a project has that matters for what it needs. */
export interface Project {
  /** Its package.json. */
  readonly packageJson: {
    readonly name?: string
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

export type Bundler = 'vite' | 'rollup'

/** Packages of which two copies in one page are waste or trouble: what a remote shares, as a rule. */
const worthSharing: ReadonlySet<string> = new Set([
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
  'zustand',
])

/** What a project needs to be a remote, with its bundler, or with Vite where it has none. */
export function planRemote({ packageJson, files }: Project, bundler = bundlerOf({ packageJson, files })): InitPlan {
  const { name = 'my-remote', scripts = {} } = packageJson
  const shared = Object.keys(packageJson.dependencies ?? {}).filter(dependency => worthSharing.has(dependency))
  const entry = files.find(file => /^src\/(index|main|app)\.[jt]sx?$/i.test(file)) ?? 'src/index.js'
  const config = files.find(file => new RegExp(`^${bundler}\\.config\\.[cm]?[jt]s$`).test(file))
  const plugin = `federation({
      name: ${quote(name)},
      exposes: { '.': ${quote(`./${entry}`)} },
      shared: [${shared.map(quote).join(', ')}],
    })`
  const plain = bundler === 'vite' ? 'fedmap/vite' : 'fedmap/build-plugin'
  const command = bundler === 'vite' ? 'vite build' : 'rollup -c'
  return {
    files: {
      ...(!config && { [`${bundler}.config.mjs`]: bundlerConfig(bundler, plugin) }),
      ...(!files.includes(entry) && { [entry]: firstModule }),
    },
    steps: [
      `npm install --save-dev fedmap${hasPackage(packageJson, bundler) ? '' : ` ${bundler}`}`,
      ...(config ? [`add to the plugins of ${config}:  import { federation } from '${plain}'\n\n    ${plugin}\n`] : []),
      ...(scripts.build === undefined ? [`npm pkg set scripts.build="${command}"`] : []),
      `npm run build && npx fedmap serve dist --port 9001`,
      `upload dist, then: npx fedmap deploy ${name} https://cdn.example/${name.replace(/^@/, '')}/1.0.0/federation.json`,
    ],
  }
}

/** What a project needs to be the page. */
export function planHost({ files }: Project): InitPlan {
  const page = files.find(file => /^(public\/)?index\.html$/.test(file))
  return {
    files: {
      ...(!page && { 'index.html': hostPage }),
      ...(!files.includes('importmap.json') && { 'importmap.json': emptyMap }),
    },
    steps: [
      'npm install fedmap',
      'serve fedmap.js and fedmap-compose.js of node_modules/fedmap/dist beside the page; locally:\n    npx fedmap serve . --mount /fedmap.js=node_modules/fedmap/dist/fedmap.js --mount /fedmap-compose.js=node_modules/fedmap/dist/fedmap-compose.js',
      ...(page ? [`add to ${page}:\n${hostTags}`] : []),
      'put a remote on the map: npx fedmap deploy @mall/shell https://cdn.example/shell/1.0.0/federation.json',
      'name in data-import what the page begins with',
    ],
  }
}

/** A map with nothing on it. */
export const emptyMap = '{\n  "imports": {}\n}\n'

function bundlerOf({ packageJson, files }: Project): Bundler {
  if (files.some(file => file.startsWith('vite.config.')) || hasPackage(packageJson, 'vite')) return 'vite'
  return files.some(file => file.startsWith('rollup.config.')) || hasPackage(packageJson, 'rollup') ? 'rollup' : 'vite'
}

function hasPackage({ dependencies, devDependencies }: Project['packageJson'], name: string): boolean {
  return Object.hasOwn({ ...dependencies, ...devDependencies }, name)
}

function bundlerConfig(bundler: Bundler, plugin: string): string {
  return bundler === 'vite'
    ? `import { federation } from 'fedmap/vite'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [
    ${plugin},
  ],
})
`
    : `import { federation } from 'fedmap/build-plugin'

export default {
  output: { dir: 'dist' },
  plugins: [
    ${plugin},
  ],
}
`
}

const firstModule = `// An application of single-spa: any host can mount it, whatever it is made with.
export async function bootstrap() {}

export async function mount({ domElement = document.body }) {
  domElement.append('Hello from this remote')
}

export async function unmount({ domElement = document.body }) {
  domElement.replaceChildren()
}
`

const hostTags = `    <link rel="preload" as="fetch" crossorigin href="/importmap.json">
    <script type="systemjs-importmap" src="/importmap.json"></script>
    <script src="/fedmap.js" data-import="@mall/shell"></script>
`

const hostPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>My page</title>
    <link rel="preload" as="fetch" crossorigin href="/importmap.json">
  </head>
  <body>
    <script type="systemjs-importmap" src="/importmap.json"></script>
    <script src="/fedmap.js" data-import="@mall/shell"></script>
  </body>
</html>
`

const quote = (text: string) => `'${text.replaceAll("'", "\\'")}'`
