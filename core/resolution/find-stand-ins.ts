import type { Copy } from '../manifest/manifest.js'
import type { Instance } from './assign-providers.js'
import type { Host, Kind, Model } from './model.js'
import type { StandIn } from './resolution.js'

/**
 * For each copy in use what can replace it: the copies of the same build, then whole copies of the same version and
 * another build whose requirements the same environment meets; the host's first, then by name. A copy that is in use
 * itself has an environment of its own, and replaces none.
 */
export function findStandIns(model: Model, hostOf: ReadonlyMap<Instance, Host>): Map<string, readonly StandIn[]> {
  const inUse = new Set([...hostOf.values()].map(host => host.url))
  const standIns = new Map<string, readonly StandIn[]>()
  for (const [{ kind, environment }, { copy, url }] of hostOf) {
    const found = (model.kinds.get(kind.package) ?? [])
      .filter(other => other.version === kind.version && other.shareScope === kind.shareScope)
      .filter(other => isMetBy(other, kind, environment))
      .flatMap(other => other.hosts)
      .filter(host => !inUse.has(host.url))
      .flatMap(host => toStandIn(host, copy) ?? [])
      .sort((a, b) => Number(!!a.files) - Number(!!b.files))
    standIns.set(url, found)
  }
  return standIns
}

/** What the copy in use requires its users all see; so a replacement may require the same packages, no others. */
function isMetBy(other: Kind, kind: Kind, environment: ReadonlyMap<string, Kind>): boolean {
  return other.needs.every(
    need =>
      kind.needs.some(({ package: name }) => name === need.package) && need.kinds.has(environment.get(need.package)!),
  )
}

function toStandIn({ unit, copy, url }: Host, replaced: Copy): StandIn | undefined {
  const provider = unit.names[0]!
  if (copy.build === replaced.build) return { provider, url }
  const files: Record<string, string> = {}
  for (const [subpath, { file, exports }] of Object.entries(replaced.provides)) {
    const offered = copy.provides[subpath]
    if (!offered || (offered.exports && !exports?.every(name => offered.exports!.includes(name)))) return undefined
    const [from, to] = [inFolder(file), inFolder(offered.file)]
    if ((files[from] ?? to) !== to) return undefined
    files[from] = to
  }
  return { provider, url, files }
}

/** `shared/react-dom@18.2.0-c3d4/client.js` → `client.js` */
function inFolder(file: string): string {
  return file.slice(/^shared\/(@[^/]*\/)?[^/]*\//.exec(file)?.[0].length ?? 0)
}
