import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findPackage } from '../../build-plugin/packages/find-package.js'
import { buildRemote } from './build-remote.js'
import type { BuiltRemote, Portfolio } from './portfolio.js'
import { mainSource, type RemoteSketch, widgetFiles } from './remote-sources.js'

const demo = fileURLToPath(new URL('../../demo/', import.meta.url))
const cache = fileURLToPath(new URL('.cache/', import.meta.url))

/** What is installed for remotes of one kind: package → the demo's workspace that has it in the right version. */
const installations = {
  'react-17': { react: 'legacy', 'react-dom': 'legacy', zustand: 'cart', dayjs: 'legacy', 'lodash-es': 'search' },
  'react-18.2': { react: 'cart', 'react-dom': 'cart', zustand: 'cart', dayjs: 'account', 'lodash-es': 'search' },
  'react-18.3': {
    react: 'catalog',
    'react-dom': 'catalog',
    zustand: 'cart',
    dayjs: 'account',
    'lodash-es': 'search',
    '@tanstack/react-query': 'catalog',
  },
  'react-19': {
    react: 'promo',
    'react-dom': 'promo',
    zustand: 'promo',
    dayjs: 'account',
    'lodash-es': 'search',
    '@tanstack/react-query': 'catalog',
  },
  vue: { vue: 'reviews', dayjs: 'account', 'lodash-es': 'search' },
} satisfies Record<string, Record<string, string>>

type Installation = keyof typeof installations

/** What a remote's package.json declares beside its framework: `zustand dayjs`. */
type Declared = readonly [installation: Installation, range: string, others?: string]

const others: Readonly<Record<string, string>> = {
  zustand: '^4.5.0',
  dayjs: '^1.11.0',
  'lodash-es': '^4.17.21',
  '@tanstack/react-query': '^5.0.0',
}

/** Twenty teams: most follow a range, some hold a version back, two stay where they are, and two use something else. */
const twenty: readonly Declared[] = [
  ['react-18.3', '^18.2.0', 'zustand'],
  ['react-18.3', '^18.2.0', 'zustand dayjs'],
  ['react-18.2', '^18.2.0', 'dayjs'],
  ['react-18.2', '^18.0.0', 'zustand lodash-es'],
  ['react-18.2', '~18.2.0'],
  ['react-18.2', '>=18.2 <18.3', 'dayjs'],
  ['react-18.2', '18.2.0', 'zustand'],
  ['react-18.3', '^18.3.1', '@tanstack/react-query'],
  ['react-18.3', '^18.3.1', '@tanstack/react-query zustand'],
  ['react-18.3', '^18.3.0', 'lodash-es'],
  ['react-18.3', '^18.0.0 || ^19.0.0', 'dayjs'],
  ['react-18.3', '^17.0.0 || ^18.0.0'],
  ['react-18.3', '^18.2.0', '@tanstack/react-query dayjs'],
  ['react-17', '^17.0.2', 'dayjs'],
  ['react-17', '^16.14.0 || ^17.0.0', 'zustand'],
  ['react-19', '^19.0.0', 'zustand'],
  ['react-19', '^19.2.0', '@tanstack/react-query'],
  ['react-19', '^18.2.0 || ^19.0.0', 'dayjs'],
  ['vue', '^3.4.0', 'dayjs'],
  ['vue', '^3.5.0'],
]

/** Eight teams in step. */
const uniform: readonly Declared[] = Array.from({ length: 8 }, (_, index) => [
  'react-18.3',
  '^18.3.1',
  index % 2 ? 'zustand' : 'zustand @tanstack/react-query',
])

export function openUniformPortfolio(): Promise<Portfolio> {
  return openPortfolio('uniform', uniform)
}

export function openTwentyPortfolio(): Promise<Portfolio> {
  return openPortfolio('twenty', twenty)
}

async function openPortfolio(name: string, declared: readonly Declared[]): Promise<Portfolio> {
  const remotes: BuiltRemote[] = []
  for (const [index, [installation, range, packages = '']] of declared.entries()) {
    const framework = installation === 'vue' ? 'vue' : 'react'
    const others = packages.split(' ').filter(Boolean)
    const sketch = { name: `@${name}/team-${index + 1}`, framework, installation, others } as const
    remotes.push(await buildTeam(sketch, range))
  }
  const widgets = remotes.map(remote => `${remote.name}/Widget`)
  remotes.unshift(await buildShell(`@${name}/shell`, widgets))
  return {
    name,
    main: `@${name}/shell/main`,
    firstView: widgets,
    widgets: widgets.length,
    remotes,
    head: '',
    body: '<main></main>',
    mounts: {},
  }
}

async function buildTeam(sketch: RemoteSketch, range: string): Promise<BuiltRemote> {
  const { name, framework, installation, others: used } = sketch
  const root = join(install(installation as Installation), name)
  const frameworks = framework === 'vue' ? ['vue'] : ['react', 'react-dom']
  const ofZustand = installation === 'react-19' ? '^5.0.0' : others.zustand
  const dependencies = {
    ...Object.fromEntries(frameworks.map(framework => [framework, range])),
    ...Object.fromEntries(used.map(other => [other, other === 'zustand' ? ofZustand : others[other]])),
  }
  return buildBoth(name, root, './Widget', { ...widgetFiles(sketch), 'package.json': packageJson(name, dependencies) })
}

function buildShell(name: string, widgets: readonly string[]): Promise<BuiltRemote> {
  const files = { 'src/main.js': mainSource(widgets), 'package.json': packageJson(name, {}) }
  const remotes = widgets.map(widget => widget.slice(0, widget.lastIndexOf('/')))
  return buildBoth(name, join(cache, 'shells', name), './main', files, remotes)
}

async function buildBoth(
  name: string,
  root: string,
  expose: './main' | './Widget',
  files: Readonly<Record<string, string>>,
  remotes: readonly string[] = [],
): Promise<BuiltRemote> {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  const stamp = createHash('sha256').update(JSON.stringify(files)).digest('hex')
  const source = `./src/${expose.slice(2).toLowerCase()}.js`
  const project = { name, root, stamp, remotes, exposes: { [expose]: { import: source, peers: [] } } }
  return {
    name,
    folders: {
      sharing: await buildRemote({ ...project, shared: 'dependencies', dir: join(root, 'dist/sharing') }),
      bundling: await buildRemote({ ...project, dir: join(root, 'dist/bundling') }),
    },
  }
}

function packageJson(name: string, dependencies: Readonly<Record<string, string | undefined>>): string {
  return JSON.stringify({ name, version: '1.0.0', private: true, type: 'module', dependencies }, null, 2)
}

/** A folder with the packages of an installation. */
function install(installation: Installation): string {
  const folder = join(cache, 'installations', installation)
  for (const [name, workspace] of Object.entries(installations[installation])) {
    copyPackage(name, join(demo, workspace), folder)
  }
  return folder
}

/** Copies a package as `from` sees it, with all that it depends on. */
function copyPackage(name: string, from: string, into: string): void {
  const found = findPackage(name, from)
  if (!found) throw new Error(`${name} is not installed for ${from}; run npm install.`)
  const target = join(into, 'node_modules', name)
  if (existsSync(target)) return
  const isOwn = (path: string) => !path.slice(found.root.length).includes('node_modules')
  cpSync(found.root, target, { recursive: true, filter: isOwn })
  for (const dependency of Object.keys(found.packageJson.dependencies ?? {})) copyPackage(dependency, found.root, into)
}
