import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { PackageSpecifier } from './parse-package-specifier.js'

/** The part of a package.json that matters here. */
export interface PackageJson {
  readonly name?: string
  readonly version?: string
  readonly sideEffects?: boolean | readonly string[]
  readonly exports?: unknown
  readonly bin?: string | Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

/** A package as it lies on the disk. */
export interface InstalledPackage {
  /** The name that it is imported by. */
  readonly name: string
  /** What is offered under that name, where it is not the package of the name. */
  readonly source?: PackageSpecifier
  readonly version: string
  /** Its real folder, links followed. */
  readonly root: string
  /** The folder in whose node_modules it was found: what resolves its name to it. */
  readonly foundFrom: string
  readonly packageJson: PackageJson
}

// A build asks for the same few packages once for each import.
const foundPackages = new Map<string, InstalledPackage | undefined>()
const packageJsons = new Map<string, PackageJson | undefined>()

/** To be called where a build starts: what is installed may have changed since the last. */
export function forgetPackages(): void {
  foundPackages.clear()
  packageJsons.clear()
}

/**
 * The package that a module in `fromFolder` gets when it imports `name`: the nearest node_modules upwards that has it, as
 * Node's resolution says.
 */
export function findPackage(name: string, fromFolder: string): InstalledPackage | undefined {
  return remember(foundPackages, `${name}\n${fromFolder}`, () => {
    const folder = join(fromFolder, 'node_modules', name)
    const packageJson = readPackageJson(folder)
    if (packageJson) {
      const root = realpathSync.native(folder)
      return { name, version: packageJson.version ?? '0.0.0', root, foundFrom: fromFolder, packageJson }
    }
    const parent = dirname(fromFolder)
    return parent === fromFolder ? undefined : findPackage(name, parent)
  })
}

/** Whether Node runs with Plug'n'Play, Yarn's or pnpm's: there is no node_modules then. */
export function isPlugAndPlay(): boolean {
  return 'pnp' in process.versions
}

/** The package that a file belongs to: the nearest folder upwards whose package.json has a name. */
export function findOwner(file: string): { root: string; packageJson: PackageJson } | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const packageJson = readPackageJson(folder)
    if (packageJson?.name !== undefined) return { root: folder, packageJson }
    if (dirname(folder) === folder) return undefined
  }
}

export function readPackageJson(folder: string): PackageJson | undefined {
  return remember(packageJsons, folder, () => {
    const file = join(folder, 'package.json')
    if (!existsSync(file)) return undefined
    try {
      return JSON.parse(readFileSync(file, 'utf8'))
    } catch {
      return undefined
    }
  })
}

function remember<T>(known: Map<string, T>, key: string, find: () => T): T {
  if (!known.has(key)) known.set(key, find())
  return known.get(key) as T
}

/** `'react@18.2.0'` */
export function nameWithVersion({ name, version }: Pick<PackageJson, 'name' | 'version'>): string {
  return `${name}@${version}`
}
