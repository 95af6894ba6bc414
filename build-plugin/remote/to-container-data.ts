import semver from 'semver'
import { type Manifest, type SharedPackage, toImportMap } from '../../core/index.js'
import { formatPackageSpecifier } from '../packages/parse-package-specifier.js'
import type { Comparators, ContainerData, ContainerNeed } from './container-data.js'
import { findSeparable } from './find-separable.js'
import { aloneBase, resolveAlone } from './resolve-alone.js'

/** What remoteEntry.js has to know of the remote, of its manifest. FED-507 as `resolveAlone`. */
export function toContainerData(manifest: Manifest): ContainerData {
  const { name, exposes, shared } = manifest
  return {
    name,
    exposes: Object.fromEntries(Object.entries(exposes).map(([expose, { file }]) => [expose, `./${file}`])),
    needs: Object.fromEntries(Object.keys(shared).map(packageName => [packageName, toNeed(manifest, packageName)])),
    scopes: toScopes(manifest),
  }
}

function toNeed({ shared, modules }: Manifest, packageName: string): ContainerNeed {
  const { uses, copies } = shared[packageName]!
  const required = Object.values(shared).flatMap(({ copies: [copy] }) => copy?.requires[packageName] ?? [])
  const subpaths = [uses, ...required.map(requirement => requirement.uses)].flatMap(used => Object.keys(used))
  const separable = copies[0] ? findSeparable(packageName, copies[0], modules) : {}
  return {
    accepts: toAccepted(shared[packageName]!),
    specifiers: Object.fromEntries(
      [...new Set(subpaths)]
        .sort()
        .map(subpath => [formatPackageSpecifier(packageName, subpath), separable[subpath] ?? null]),
    ),
    carries: copies[0]?.version ?? null,
    requires: Object.fromEntries(
      Object.entries(copies[0]?.requires ?? {}).map(([other, requirement]) => [
        other,
        toComparators(requirement.requiredVersion),
      ]),
    ),
  }
}

function toAccepted({ shareScope, uses, requiredVersion }: SharedPackage): Comparators | null {
  if (shareScope !== 'default') return [] // The host's scope is the default one: nothing of it is meant.
  return Object.keys(uses).length > 0 ? toComparators(requiredVersion) : null
}

/** A range as the container reads it. */
export function toComparators(range: string | false): Comparators | null {
  if (range === false) return null
  return new semver.Range(range).set.map(alternative =>
    alternative
      .filter(({ value }) => value !== '')
      .map(({ operator, semver: { version } }) => [operator, version] as const),
  )
}

/** The import map's scopes of the remote on its own, relative to its entry. */
function toScopes(manifest: Manifest): ContainerData['scopes'] {
  const { scopes } = toImportMap(resolveAlone(manifest))
  const toRelative = (url: string | null) => url!.replace(`${aloneBase}system/`, './')
  return Object.fromEntries(
    Object.entries(scopes).map(([scope, specifiers]) => [
      toRelative(scope),
      Object.fromEntries(Object.entries(specifiers).map(([specifier, url]) => [specifier, toRelative(url)])),
    ]),
  )
}
