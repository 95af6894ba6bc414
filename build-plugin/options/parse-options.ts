import { resolve } from 'node:path'
import { FederationError } from '../../core/index.js'
import { findPackage, isPlugAndPlay, type PackageJson, readPackageJson } from '../packages/find-package.js'
import { type PackageSpecifier, parsePackageSpecifier } from '../packages/parse-package-specifier.js'
import { checkRange } from '../packages/read-range.js'
import { checkOptions } from './check-options.js'
import type {
  ExposeSettings,
  FederationOptions,
  Settings,
  SharedOptions,
  SharedSettings,
} from './federation-options.js'

/**
 * What the user wrote → settings with every default filled in. FED-501 for an unknown option, FED-502 for a value of the
 * wrong type, FED-504 for two exposes of one name, FED-506 for a range that is none.
 */
export function parseOptions(options: unknown): Settings {
  checkOptions(options)
  const root = resolve(options.root ?? '.')
  return {
    name: options.name,
    root,
    mode: options.mode,
    target: options.target,
    types: options.types ?? false,
    exposes: parseExposes(options.exposes ?? {}),
    shared: parseShared(options.shared ?? [], root),
    sharesDependencies: options.shared === 'dependencies',
    remotes: parseRemotes(options.remotes ?? []),
  }
}

function parseExposes(exposes: NonNullable<FederationOptions['exposes']>): ExposeSettings[] {
  const parsed = new Map<string, ExposeSettings>()
  const writtenAs = new Map<string, string>()
  for (const [key, expose] of Object.entries(exposes)) {
    const name = key === '.' ? '.' : `./${key.replace(/^\.?\//, '').replace(/\/+$/, '')}`
    if (/\/\.{0,2}(?:\/|$)/.test(name)) {
      const detail = `exposes has '${key}'. Give it a name, as './Widget', or '.' for the remote itself.`
      throw new FederationError('FED-502', detail)
    }
    if (parsed.has(name)) {
      throw new FederationError(
        'FED-504',
        `exposes has '${writtenAs.get(name)}' and '${key}', which are both '${name}'. Remove or rename one.`,
      )
    }
    writtenAs.set(name, key)
    const { import: file, peers = undefined } = typeof expose === 'string' ? { import: expose } : expose
    parsed.set(name, { name, file, peers })
  }
  return [...parsed.values()]
}

function parseShared(shared: NonNullable<FederationOptions['shared']>, root: string): Map<string, SharedSettings> {
  const named: Readonly<Record<string, SharedOptions>> =
    shared === 'dependencies'
      ? Object.fromEntries(listDependencies(readPackageJson(root), root).map(name => [name, {}]))
      : isList(shared)
        ? Object.fromEntries(shared.map(name => [name, {}]))
        : shared
  const parsed = new Map(
    Object.entries(named).map(([name, options]) => [name, parseSharedPackage(name, options, root)]),
  )
  for (const [name, { source }] of [...parsed]) {
    if (!source) continue
    if (source.package === name || parsed.get(source.package)?.source) {
      throw new FederationError(
        'FED-502',
        `import in shared['${name}'] names '${source.package}', which does not stand for itself. Name what is to be offered.`,
      )
    }
    // So that there is one copy of it, whatever it is offered as.
    if (!parsed.has(source.package)) parsed.set(source.package, parseSharedPackage(source.package, {}, root))
  }
  return parsed
}

/** The dependencies that are installed and have code: not those that hold types or a command alone. */
function listDependencies(packageJson: PackageJson | undefined, root: string): string[] {
  return Object.keys({ ...packageJson?.dependencies, ...packageJson?.peerDependencies }).filter(
    // With Plug'n'Play none is found: FED-505 says so, where sharing nothing would not.
    name => !name.startsWith('@types/') && (isPlugAndPlay() || findPackage(name, root) !== undefined),
  )
}

function parseSharedPackage(name: string, options: SharedOptions, root: string): SharedSettings {
  const place = `shared['${name}']`
  const { requiredVersion, requires = {} } = options
  if (typeof requiredVersion === 'string') checkRange(requiredVersion, `${place}.requiredVersion`)
  for (const [required, range] of Object.entries(requires)) checkRange(range, `${place}.requires['${required}']`)
  const source = options.import ? parseSource(options.import, place) : undefined
  if (options.version !== undefined && !source) {
    throw new FederationError(
      'FED-502',
      `version in ${place} is for what \`import\` offers under the name; the version of a package is in its package.json. Take it out.`,
    )
  }
  const standsUnderName = options.import || findPackage(name, root)?.packageJson.name || name
  return {
    requiredVersion,
    singleton: options.singleton ?? false,
    strictVersion: options.strictVersion ?? false,
    shareScope: options.shareScope ?? (standsUnderName === name ? 'default' : standsUnderName),
    carriesCopy: options.import !== false,
    source,
    version: options.version,
    treeShake: options.treeShake ?? false,
    subpaths: options.subpaths ?? [],
    requires,
  }
}

function parseSource(specifier: string, place: string): PackageSpecifier {
  const source = parsePackageSpecifier(specifier)
  if (source) return source
  throw new FederationError(
    'FED-502',
    `import in ${place} must be false or what is imported of a package, as 'preact/compat', not '${specifier}'.`,
  )
}

function parseRemotes(remotes: NonNullable<FederationOptions['remotes']>): Map<string, string> {
  return new Map(isList(remotes) ? remotes.map(name => [name, name]) : Object.entries(remotes))
}

function isList<T>(value: readonly string[] | T): value is readonly string[] {
  return Array.isArray(value)
}
