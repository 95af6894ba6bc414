import { createHash } from 'node:crypto'
import type { Format } from '../../core/index.js'

/** A remote in short: what its modules import, and which packages it shares. */
export interface RemoteSketch {
  readonly name: string
  readonly version?: string
  /** Path below `system/` → its module. Each is exposed that is named in `exposes`. */
  readonly modules: Readonly<Record<string, ModuleSketch>>
  /** `./Widget` → a path of `modules`. */
  readonly exposes?: Readonly<Record<string, string>>
  /** The peers of every expose. Default: none. */
  readonly peers?: readonly string[]
  /** Package → what the remote accepts and what it offers. */
  readonly shared?: Readonly<Record<string, SharedSketch>>
  /** Default: `['system']`. */
  readonly formats?: readonly Format[]
  /** Default true. */
  readonly hasIntegrity?: boolean
}

export interface ModuleSketch {
  readonly imports?: readonly string[]
  readonly dynamic?: readonly string[]
  readonly css?: readonly string[]
  /** Code of its body: `i` are the imported modules in order, `e` exports, `c` is the module's context. */
  readonly body?: string
}

export interface SharedSketch {
  readonly requiredVersion: string
  readonly version?: string
  readonly build?: string
  /** Path below the copy's folder → its module; `index.js` is what the package's name means. */
  readonly files?: Readonly<Record<string, ModuleSketch>>
  readonly requires?: Readonly<Record<string, string>>
  readonly uses?: readonly string[]
}

/**
 * The files of a remote, as the build plugin would write them: path below the base → text. Each module notes on
 * `window.ran` that it ran, and exports `url`, and `imported`: what it imported.
 */
export function filesOf(sketch: RemoteSketch): Readonly<Record<string, string>> {
  const { formats = ['system'] } = sketch
  const modules: Record<string, ModuleSketch> = { ...sketch.modules }
  const shared: Record<string, unknown> = {}
  for (const [name, { requiredVersion, version, build = 'b1', files, requires, uses }] of Object.entries(
    sketch.shared ?? {},
  )) {
    const folder = `shared/${name}@${version}-${build}/`
    for (const [path, module] of Object.entries(files ?? {})) modules[folder + path] = inFolder(folder, module)
    const provides = Object.keys(files ?? {}).filter(path => !path.startsWith('chunk'))
    const subpath = (path: string) => (path === 'index.js' ? '.' : `./${path.slice(0, -3)}`)
    shared[name] = {
      requiredVersion,
      uses: Object.fromEntries((uses ?? ['.']).map(use => [use, '*'])),
      singleton: false,
      strictVersion: false,
      shareScope: 'default',
      copies: version
        ? [
            {
              version,
              build,
              size: 1000,
              provides: Object.fromEntries(provides.map(path => [subpath(path), { file: folder + path }])),
              requires: Object.fromEntries(
                Object.entries(requires ?? {}).map(([name, range]) => [
                  name,
                  { requiredVersion: range, uses: { '.': '*' } },
                ]),
              ),
            },
          ]
        : [],
    }
  }

  const files: Record<string, string> = {}
  for (const [path, module] of Object.entries(modules)) {
    for (const format of formats) files[`${format}/${path}`] = sources[format](path, module, modules)
    for (const sheet of module.css ?? []) files[`assets/${sheet}`] = `:root { --${sheet.replace('.', '-')}: here }`
  }
  const manifest = {
    formatVersion: 1,
    name: sketch.name,
    version: sketch.version ?? '1.0.0',
    formats,
    exposes: Object.fromEntries(
      Object.entries(sketch.exposes ?? {}).map(([name, file]) => [name, { file, peers: sketch.peers ?? [] }]),
    ),
    modules: Object.fromEntries(
      Object.entries(modules).map(([path, { imports, dynamic, css }]) => [path, { imports, dynamic, css }]),
    ),
    shared,
    integrity:
      sketch.hasIntegrity === false
        ? {}
        : Object.fromEntries(Object.entries(files).map(([path, text]) => [path, integrityOf(text)])),
  }
  return { ...files, 'federation.json': JSON.stringify(manifest) }
}

export function integrityOf(text: string): string {
  return `sha384-${createHash('sha384').update(text).digest('base64')}`
}

function inFolder(folder: string, module: ModuleSketch): ModuleSketch {
  const inside = (path: string) => (path.startsWith('chunk') ? folder + path : path)
  return {
    ...module,
    ...(module.imports && { imports: module.imports.map(inside) }),
    ...(module.dynamic && { dynamic: module.dynamic.map(inside) }),
  }
}

const sources = { system: systemSourceOf, esm: esmSourceOf }

function specifiersOf(path: string, { imports = [] }: ModuleSketch, modules: object): readonly string[] {
  const up = '../'.repeat(path.split('/').length - 1) || './'
  return imports.map(name => (Object.hasOwn(modules, name) ? up + name : name))
}

function systemSourceOf(path: string, module: ModuleSketch, modules: object): string {
  const specifiers = specifiersOf(path, module, modules)
  const setters = specifiers.map((_, index) => `m => { i[${index}] = m }`)
  return `System.register(${JSON.stringify(specifiers)}, (e, c) => { const i = []; return {
  setters: [${setters}],
  execute() {
    (window.ran ??= []).push(c.meta.url)
    e({ url: c.meta.url, imported: i })
    ${module.body ?? ''}
  },
} })
`
}

function esmSourceOf(path: string, module: ModuleSketch, modules: object): string {
  const { body = '' } = module
  const specifiers = specifiersOf(path, module, modules)
  const names = new Set([...body.matchAll(/\be\('(\w+)'/g)].map(([, name]) => name))
  return `${specifiers.map((specifier, index) => `import * as i${index} from '${specifier}'`).join('\n')}
const i = [${specifiers.map((_, index) => `i${index}`)}]
const c = { meta: import.meta, import: specifier => import(specifier) }
const set = { ${[...names].map(name => `${name}(value) { x_${name} = value }`)} }
const e = (name, value) => set[name](value)
${[...names].map(name => `let x_${name}; export { x_${name} as ${name} }`).join('\n')}
export const url = import.meta.url
export { i as imported };
(window.ran ??= []).push(import.meta.url)
${body}
`
}
