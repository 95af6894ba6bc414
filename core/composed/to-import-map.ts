import type { ImportMap, SpecifierMap } from '../import-map/import-map.js'
import { sortRecord } from '../import-map/sort-record.js'
import type { Format } from '../manifest/manifest.js'
import type { Placement, Remote, Resolution, StandIn } from '../resolution/resolution.js'
import { type CopyInUse, copiesInUse } from './copies-in-use.js'

/**
 * Makes the import map of a resolution (DESIGN: "The map"). Absolute URLs only, exact keys only, so that a subpath that
 * a copy lacks is a clear resolve error and not a 404.
 *
 * - `imports`: the exposed modules, each remote's name (its `.` expose, else its remoteEntry), each copy in use as
 *   `react@18.2.0`, a tree-shaken one as `lodash-es@4.17.21+shaken`, since others may need more than it has.
 * - `scopes`: one for each remote, its environment; one for each copy in use, its own subpaths and what it requires.
 * - `integrity`: for each file of the remotes and of the copies in use.
 */
export function toImportMap(resolution: Resolution): ImportMap {
  const { remotes, environments, format } = resolution
  const copies = copiesInUse(resolution)
  const folders = new Set([...copies.keys(), ...otherBuilds(resolution).map(standIn => standIn.url)])
  const imports: Record<string, string> = {}
  const scopes: Record<string, SpecifierMap> = {}
  const integrity: Record<string, string> = {}

  for (const [name, environment] of environments) {
    const remote = remotes.get(name) as Remote
    const folder = moduleFolder(remote.base, format)
    Object.assign(imports, exposedModules(remote, format))
    scopes[folder] = environmentScope(environment.values(), copies)
  }
  for (const copy of copies.values()) {
    const required = Object.keys(copy.copy.requires).flatMap(name => copy.environment.get(name) ?? [])
    scopes[copy.url] = { ...environmentScope(required, copies), ...subpathsOf(copy.package, copy) }
    Object.assign(imports, subpathsOf(copyKey(copy, imports), copy))
  }
  for (const remote of contributors(resolution, copies)) Object.assign(integrity, integrityOf(remote, format, folders))
  return {
    imports: sortRecord(imports),
    scopes: sortRecord(scopes, scope => sortRecord(scope)),
    integrity: sortRecord(integrity),
  }
}

/** The folder of a remote's modules in one format: the import-map scope of its own code. */
export function moduleFolder(base: string, format: Format): string {
  return `${base}${format}/`
}

/** Ends the version of a tree-shaken copy in its key. */
export const shakenMark = '+shaken'

/** What others may import of a remote: specifier → URL. */
function exposedModules({ name, base, manifest }: Remote, format: Format): Record<string, string> {
  const folder = moduleFolder(base, format)
  const modules: Record<string, string> = { [name]: `${folder}remoteEntry.js` }
  for (const [expose, { file }] of Object.entries(manifest.exposes ?? {}))
    modules[name + expose.slice(1)] = folder + file
  return modules
}

function environmentScope(placements: Iterable<Placement>, copies: ReadonlyMap<string, CopyInUse>) {
  const scope: Record<string, string> = {}
  for (const placement of placements) {
    Object.assign(scope, subpathsOf(placement.package, copies.get(placement.url) as CopyInUse))
  }
  return scope
}

/** Every subpath that a copy provides, below the name that it is to have. */
function subpathsOf(name: string, { remote, copy, format }: CopyInUse): Record<string, string> {
  const folder = moduleFolder(remote.base, format)
  const specifiers: Record<string, string> = {}
  for (const [subpath, { file }] of Object.entries(copy.provides)) specifiers[name + subpath.slice(1)] = folder + file
  return specifiers
}

/** `react@18.2.0`; where that name is taken by another copy in use, its build and its provider tell them apart. */
function copyKey({ package: name, copy, remote }: CopyInUse, taken: Readonly<Record<string, string>>): string {
  const isShaken = Object.values(copy.provides).some(({ exports }) => exports !== undefined)
  const version = `${name}@${copy.version}`
  const prefix = isShaken ? version + shakenMark : version
  const build = `${prefix}${isShaken ? '.' : '+'}${copy.build}`
  const isTaken = (key: string) => Object.keys(copy.provides).some(subpath => key + subpath.slice(1) in taken)
  return [prefix, build].find(key => !isTaken(key)) ?? `${build}.${remote.name}`
}

/** Whose files the map speaks of: the accepted remotes, and who provides a copy in use or one of another build for it. */
function contributors(resolution: Resolution, copies: ReadonlyMap<string, CopyInUse>): Iterable<Remote> {
  const { remotes, environments } = resolution
  const names = [...environments.keys(), ...otherBuilds(resolution).map(standIn => standIn.provider)]
  return new Set([...names.map(name => remotes.get(name) as Remote), ...[...copies.values()].map(copy => copy.remote)])
}

/** Stand-ins of another build: their files have hashes of their own. Those of the same build share the hashes. */
function otherBuilds({ standIns }: Resolution): readonly StandIn[] {
  return [...standIns.values()].flat().filter(standIn => standIn.files)
}

/** Integrity of a remote's files in this format: its own, its stylesheets, and those of the copies in `folders`. */
function integrityOf({ base, manifest }: Remote, format: Format, folders: ReadonlySet<string>) {
  const shared = `${moduleFolder(base, format)}shared/`
  const integrity: Record<string, string> = {}
  for (const [file, hash] of Object.entries(manifest.integrity ?? {})) {
    const url = base + file
    if (url.startsWith(shared) ? folders.has(copyFolderOf(url, shared)) : isIn(file, format)) integrity[url] = hash
  }
  return integrity
}

function isIn(file: string, format: Format): boolean {
  return file.startsWith(`${format}/`) || file.startsWith('assets/')
}

/** The copy folder that a file lies in: `shared/<package>@<version>-<build>/`, the package with or without a scope. */
function copyFolderOf(url: string, shared: string): string {
  const depth = url.startsWith('@', shared.length) ? 2 : 1
  return `${shared}${url.slice(shared.length).split('/', depth).join('/')}/`
}
