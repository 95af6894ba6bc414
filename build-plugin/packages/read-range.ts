import semver from 'semver'
import { FederationError } from '../../core/index.js'
import type { InstalledPackage, PackageJson } from './find-package.js'

/**
 * The range of a package that the remote's package.json declares, as npm ranges go; `undefined` where it does not name the
 * package. What is no range there (`workspace:`, `catalog:`, `npm:`, a URL, a tag) becomes one of the installed version:
 * `workspace:~` its patches, `workspace:*` just it, all others `^`. FED-506 for a malformed range.
 */
export function readRange(packageJson: PackageJson, packageName: string, installed?: string): string | undefined {
  return (
    readPublishedRange(packageJson, packageName, installed) ??
    parse(packageJson, packageName, 'devDependencies', installed)
  )
}

/** The same of a package that is installed: its devDependencies say nothing of what its users need. */
export function readPublishedRange(
  packageJson: PackageJson,
  packageName: string,
  installed?: string,
): string | undefined {
  return (['peerDependencies', 'dependencies', 'optionalDependencies'] as const)
    .map(kind => parse(packageJson, packageName, kind, installed))
    .find(range => range !== undefined)
}

type DependencyKind = 'peerDependencies' | 'dependencies' | 'optionalDependencies' | 'devDependencies'

function parse(
  packageJson: PackageJson,
  packageName: string,
  kind: DependencyKind,
  installed?: string,
): string | undefined {
  const declared = packageJson[kind]?.[packageName]
  if (declared === undefined) return undefined
  const workspace = declared.startsWith('workspace:') ? declared.slice('workspace:'.length) : undefined
  if (workspace !== undefined && semver.validRange(workspace) !== null && workspace !== '*') return workspace
  if (workspace === '*') return installed ?? '*'
  if (workspace === '~') return installed === undefined ? '*' : `~${installed}`
  if (/[:/]/.test(declared) || isTag(declared)) return installed === undefined ? '*' : `^${installed}`
  return checkRange(declared, `${kind} in package.json of ${packageJson.name ?? 'the remote'} for '${packageName}'`)
}

/** The range itself; FED-506 where npm's semver would not take it. */
export function checkRange(range: string, place: string): string {
  if (semver.validRange(range) === null) {
    throw new FederationError(
      'FED-506',
      `'${range}', given in ${place}, is not a range that npm knows. Write one such as '^18.2.0' or '>=18 <20'.`,
    )
  }
  return range
}

/** FED-201 where a package's version, which ranges are compared with, is none that npm knows. */
export function checkVersion({ name, version, root }: InstalledPackage): void {
  if (semver.valid(version) !== null) return
  const place = `the version in package.json of ${name}, in ${root}`
  throw new FederationError('FED-201', `'${version}', ${place}. Write one of three numbers, such as '18.2.0'.`, {
    specifier: name,
  })
}

/** The versions that lie in every one of the ranges, as one range. */
export function intersectRanges(ranges: readonly string[]): string {
  const tightest = dropWeaker(ranges)
  if (tightest.length <= 1) return tightest[0] ?? '*'
  const intersections = tightest
    .map(range => new semver.Range(range).range.split('||').map(alternative => alternative.trim()))
    .reduce((all, alternatives) => all.flatMap(left => alternatives.map(right => `${left} ${right}`.trim())))
  // The lower bound first, as people write them.
  const alternatives = intersections.map(text => dropWeaker(text.split(' ')).sort().reverse().join(' '))
  const possible = alternatives.filter(isPossible)
  return dropNarrower(possible.length > 0 ? possible : alternatives).join(' || ')
}

/** Whether there can be a version that all comparators let pass. */
function isPossible(comparators: string): boolean {
  return semver.intersects(comparators, comparators)
}

/** Ranges of which one has to hold, without those that are part of another one. */
function dropNarrower(ranges: readonly string[]): string[] {
  const distinct = [...new Set(ranges)]
  return distinct.filter(
    range => !distinct.some(other => other !== range && semver.subset(range, other) && !semver.subset(other, range)),
  )
}

/** Ranges of which all must hold, without those that another one implies. */
function dropWeaker(ranges: readonly string[]): string[] {
  const distinct = [...new Set(ranges)].sort()
  return distinct.filter(
    (range, index) =>
      !distinct.some((other, at) => {
        if (at === index || !semver.subset(other, range)) return false
        return at < index || !semver.subset(range, other)
      }),
  )
}

/** `latest`, `next`: a word, not a range. */
function isTag(declared: string): boolean {
  return /^[a-z]/i.test(declared) && semver.validRange(declared) === null
}
