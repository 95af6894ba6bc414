import {
  type Copy,
  copyFolder,
  type Expose,
  type Manifest,
  type ModuleNode,
  type SharedPackage,
  type Uses,
} from '../../core/index.js'
import type { BuiltCopy } from '../copies/built-copy.js'
import type { Mode, Settings, SharedSettings } from '../options/federation-options.js'
import { readPackageJson } from '../packages/find-package.js'
import { uiRuntimes } from '../packages/known-packages.js'
import { parsePackageSpecifier } from '../packages/parse-package-specifier.js'
import { intersectRanges, readRange } from '../packages/read-range.js'
import { findSharedPackage } from '../shared-packages/find-shared-package.js'

export interface ManifestParts {
  readonly settings: Settings
  readonly mode: Mode
  /** Expose → its file, a key of `modules`. */
  readonly exposes: ReadonlyMap<string, string>
  /** The remote's own modules. */
  readonly modules: Readonly<Record<string, ModuleNode>>
  /** What they use of shared packages. */
  readonly uses: ReadonlyMap<string, Uses>
  /** Packages whose compiler wrote code of this remote: that code needs their run time at least as new. */
  readonly compilers: ReadonlySet<string>
  readonly copies: ReadonlyMap<string, readonly BuiltCopy[]>
}

/** Everything that was built → federation.json, the hashes left out. Its keys are sorted: the same build, the same bytes. */
export function toManifest(parts: ManifestParts): Manifest {
  const { settings, copies } = parts
  const shared: Record<string, SharedPackage> = {}
  for (const [name, options] of settings.shared) {
    const isRequired = [...copies.values()].flat().some(copy => name in copy.requires)
    if (parts.uses.has(name) || copies.has(name) || isRequired) shared[name] = toSharedPackage(parts, name, options)
  }
  const modules: Record<string, ModuleNode> = { ...parts.modules }
  for (const [name, built] of copies) for (const copy of built) Object.assign(modules, toCopyModules(name, copy))
  modules['remoteEntry.js'] = { dynamic: [...new Set(parts.exposes.values())].sort() }
  const exposes = [...parts.exposes].map(([name, file]): [string, Expose] => {
    const peers = settings.exposes.find(expose => expose.name === name)?.peers
    return [name, { file, peers: peers ?? listUiRuntimes(file, modules, shared) }]
  })
  return {
    formatVersion: 1,
    name: settings.name,
    version: readPackageJson(settings.root)?.version ?? '0.0.0',
    ...(parts.mode === 'development' && { mode: parts.mode }),
    formats: ['system', 'esm'],
    exposes: sortKeys(Object.fromEntries(exposes)),
    modules: sortKeys(modules),
    shared: sortKeys(shared),
    integrity: {},
  }
}

function toSharedPackage(parts: ManifestParts, name: string, options: SharedSettings): SharedPackage {
  const copies = parts.copies.get(name) ?? []
  return {
    requiredVersion: toRequiredVersion(parts, name, options),
    uses: toNeededExports(parts.uses.get(name) ?? {}, copies[0]),
    singleton: options.singleton,
    strictVersion: options.strictVersion,
    shareScope: options.shareScope,
    copies: copies.map(copy => toCopy(name, copy, parts.copies)),
  }
}

function toRequiredVersion(
  { settings, compilers }: ManifestParts,
  name: string,
  options: SharedSettings,
): string | false {
  if (options.requiredVersion === false) return false
  const installed = findSharedPackage(settings, name, settings.root)?.version
  const packageJson = readPackageJson(settings.root)
  const declared =
    options.requiredVersion ??
    (options.version === undefined && packageJson
      ? readRange(packageJson, options.source?.package ?? name, installed)
      : undefined)
  const range = declared ?? (installed === undefined ? '*' : `^${installed}`)
  return compilers.has(name) && installed !== undefined ? intersectRanges([range, `>=${installed}`]) : range
}

function toCopy(name: string, copy: BuiltCopy, copies: ManifestParts['copies']): Copy {
  const folder = copyFolder(name, copy.version, copy.build)
  return {
    version: copy.version,
    build: copy.build,
    size: copy.size,
    provides: Object.fromEntries(
      Object.entries(copy.provides).map(([subpath, { file, exports, isShaken }]) => [
        subpath,
        { file: folder + file, ...(isShaken && { exports }) },
      ]),
    ),
    requires: sortKeys(
      Object.fromEntries(
        Object.entries(copy.requires).map(([required, { requiredVersion, uses }]) => [
          required,
          { requiredVersion, uses: toNeededExports(uses, copies.get(required)?.[0]) },
        ]),
      ),
    ),
  }
}

/** The default export of a CommonJS package is the package: who imports that may use any of its exports. */
function toNeededExports(uses: Uses, copy: BuiltCopy | undefined): Uses {
  return Object.fromEntries(
    Object.entries(uses).map(([subpath, names]) => {
      const isEs = copy && !copy.provides[subpath]?.exports.includes('module.exports')
      return [subpath, names !== '*' && names.includes('default') && !isEs ? '*' : names]
    }),
  )
}

function toCopyModules(name: string, copy: BuiltCopy): Record<string, ModuleNode> {
  const folder = copyFolder(name, copy.version, copy.build)
  const toKey = (specifier: string) => (specifier.startsWith('./') ? folder + specifier.slice(2) : specifier)
  return Object.fromEntries(
    Object.entries(copy.modules).map(([path, { imports, dynamic, ...rest }]) => [
      folder + path,
      { ...(imports && { imports: imports.map(toKey) }), ...(dynamic && { dynamic: dynamic.map(toKey) }), ...rest },
    ]),
  )
}

/** The UI runtimes that a module's static closure imports, in its own code and in that of the remote's copies. */
function listUiRuntimes(
  file: string,
  modules: Readonly<Record<string, ModuleNode>>,
  shared: Readonly<Record<string, SharedPackage>>,
): string[] {
  const runtimes = new Set<string>()
  const queue = new Set([file])
  for (const path of queue) {
    for (const specifier of modules[path]?.imports ?? []) {
      if (specifier in modules) queue.add(specifier)
      const bare = parsePackageSpecifier(specifier)
      if (!bare || specifier in modules || !(bare.package in shared)) continue
      if (uiRuntimes.has(bare.package)) runtimes.add(bare.package)
      const provided = shared[bare.package]!.copies[0]?.provides[bare.subpath]
      if (provided) queue.add(provided.file)
    }
  }
  return [...runtimes].sort()
}

function sortKeys<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
}
