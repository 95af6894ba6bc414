import type { ImportMap, SpecifierMap } from '../import-map/import-map.js'
import { sortRecord } from '../import-map/sort-record.js'
import { folderOf, moduleFolder } from '../manifest/module-folder.js'
import type { Placed, Placements, Remote } from '../resolution/resolution.js'
import { type CopyInUse, copiesInUse } from './copies-in-use.js'

/**
 * Makes the import map of a resolution. Absolute URLs only, exact keys only, so that a subpath that a copy lacks is a
 * clear resolve error and not a 404.
 *
 * - `imports`: the exposed modules, each remote's name (its `.` expose, else its remoteEntry), each copy in use as
 *   `react@18.2.0`, a tree-shaken one as `lodash-es@4.17.21+shaken`, since others may need more than it has.
 * - `scopes`: one for each remote, its environment; one for each copy in use, its own subpaths and what it requires.
 * - `integrity`: for each file of the remotes and of the copies in use.
 */
export function toImportMap(resolution: Placements): ImportMap {
  const { remotes, environments, standIns, format } = resolution
  const copies = copiesInUse(resolution)
  const imports: Record<string, string> = {}
  const scopes: Record<string, SpecifierMap> = {}
  const integrity: Record<string, string> = {}

  for (const [name, environment] of environments) {
    const { base, manifest } = remotes.get(name) as Remote
    const folder = moduleFolder(base, format)
    imports[name] = `${folder}remoteEntry.js`
    for (const [expose, { file }] of Object.entries(manifest.exposes ?? {}))
      imports[name + expose.slice(1)] = folder + file
    scopes[folder] = environmentScope(environment.values(), copies)
  }
  for (const copy of copies.values()) {
    const required = Object.keys(copy.copy.requires).flatMap(name => copy.environment.get(name) ?? [])
    scopes[copy.url] = { ...environmentScope(required, copies), ...subpathsOf(copy.package, copy) }
    Object.assign(imports, subpathsOf(copyKey(copy, imports), copy))
  }
  // Copies of another build that may take over have hashes of their own; those of the same build share the hashes.
  const otherBuilds = [...standIns.values()].flat().filter(standIn => standIn.files)
  const folders = new Set([...Object.keys(scopes), ...otherBuilds.map(({ url }) => url)])
  for (const { base, manifest } of remotes.values()) {
    for (const [file, hash] of Object.entries(manifest.integrity ?? {})) {
      if (file.startsWith('assets/') || folders.has(base + folderOf(file))) integrity[base + file] = hash
    }
  }
  return {
    imports: sortRecord(imports),
    scopes: sortRecord(scopes, scope => sortRecord(scope)),
    integrity: sortRecord(integrity),
  }
}

/** Ends the version of a tree-shaken copy in its key. */
export const shakenMark = '+shaken'

function environmentScope(placements: Iterable<Placed>, copies: ReadonlyMap<string, CopyInUse>) {
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
