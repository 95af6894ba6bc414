import {
  type Copy,
  explainOutcome,
  FederationError,
  type Manifest,
  type Resolution,
  resolveShared,
  type SharedPackage,
  satisfies,
} from '../../core/index.js'

/** The base that the remote has in the resolution of `resolveAlone`. */
export const aloneBase = 'https://alone.invalid/'

/**
 * What a remote runs on where it is alone on a page. The packages that it carries no copy of (`import: false`) are left
 * out: another remote brings them. FED-507 where it could not run on what it carries.
 */
export function resolveAlone(manifest: Manifest): Resolution {
  const { name } = manifest
  const uncarried = new Set(Object.keys(manifest.shared).filter(other => manifest.shared[other]!.copies.length === 0))
  const alone = { ...manifest, shared: withoutPackages(manifest.shared, uncarried) }
  const resolution = resolveShared([{ name, base: aloneBase, manifest: alone }], { host: name })
  if (!resolution.rejected.has(name)) return resolution
  throw new FederationError(
    'FED-507',
    `${[explainOutcome(resolution, name), ...listMismatches(alone)].join(' ')} Install versions that fit, or correct the ranges in package.json or \`shared\`.`,
    { remote: name },
  )
}

/** What each copy requires and another copy of the same remote is not: in sentences. */
function listMismatches({ name, shared }: Manifest): string[] {
  return Object.entries(shared).flatMap(([owner, { copies }]) =>
    copies.flatMap(copy =>
      Object.entries(copy.requires).flatMap(([required, { requiredVersion }]) => {
        const carried = shared[required]?.copies[0]?.version
        if (requiredVersion === false || (carried !== undefined && satisfies(carried, requiredVersion))) return []
        const instead = carried === undefined ? `no ${required}` : `${required}@${carried}`
        return `${owner}@${copy.version} requires ${required} ${requiredVersion}, and ${name} carries ${instead}.`
      }),
    ),
  )
}

function withoutPackages(
  shared: Manifest['shared'],
  uncarried: ReadonlySet<string>,
): Readonly<Record<string, SharedPackage>> {
  const toCopy = (copy: Copy): Copy => ({ ...copy, requires: omit(copy.requires, uncarried) })
  return Object.fromEntries(
    Object.entries(omit(shared, uncarried)).map(([name, rest]) => [name, { ...rest, copies: rest.copies.map(toCopy) }]),
  )
}

function omit<T>(record: Readonly<Record<string, T>>, names: ReadonlySet<string>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.has(name)))
}
