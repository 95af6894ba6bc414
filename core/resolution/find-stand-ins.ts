import type { Copy } from '../manifest/manifest.js'
import { compareHosts } from './assign-providers.js'
import type { CopySlot, Environment, Host, Model } from './model.js'
import type { StandIn } from './resolution.js'

/**
 * For each copy in use what can replace it: the copies of the same build, then whole copies of the same version and
 * another build whose requirements the same environment meets; the host's first, then by name. A copy that is in use
 * itself has an environment of its own, and replaces none.
 *
 * @param hosts the copies in use, and whose they are
 * @param environmentOf what the users of a copy see
 */
export function findStandIns(
  { kinds }: Model,
  hosts: ReadonlyMap<CopySlot, Host>,
  environmentOf: ReadonlyMap<CopySlot, Environment>,
): ReadonlyMap<string, readonly StandIn[]> {
  const inUse = new Set([...hosts.values()].map(host => host.url))
  const standIns = new Map<string, readonly StandIn[]>()
  for (const [slot, { copy, url }] of hosts) {
    const { package: name, version, shareScope, needs } = slot.kind
    const required = new Set(needs.map(need => need.package))
    const environment = environmentOf.get(slot)!
    const found: { readonly host: Host; readonly standIn: StandIn }[] = []
    for (const other of kinds.get(name)!) {
      if (other.version !== version || other.shareScope !== shareScope) continue
      // Its users all see what the copy in use requires, and need not see anything else.
      const isMet = other.needs.every(
        need => required.has(need.package) && need.kinds.has(environment.get(need.package)!.kind),
      )
      for (const host of isMet ? other.hosts : []) {
        const standIn = inUse.has(host.url) ? undefined : toStandIn(host, copy)
        if (standIn) found.push({ host, standIn })
      }
    }
    found.sort((a, b) => Number(!!a.standIn.files) - Number(!!b.standIn.files) || compareHosts(a.host, b.host))
    standIns.set(
      url,
      found.map(({ standIn }) => standIn),
    )
  }
  return standIns
}

function toStandIn({ unit, copy, url }: Host, replaced: Copy): StandIn | undefined {
  const provider = unit.names[0]!
  if (copy.build === replaced.build) return { provider, url }
  const files: Record<string, string> = {}
  for (const [subpath, { file, exports }] of Object.entries(replaced.provides)) {
    const offered = copy.provides[subpath]
    if (!offered || (offered.exports && !exports?.every(name => offered.exports!.includes(name)))) return undefined
    const [from, to] = [file, offered.file].map(path => path.replace(/^shared\/(@[^/]*\/)?[^/]*\//, '')) as [
      string,
      string,
    ]
    // One file cannot become two.
    if ((files[from] ?? to) !== to) return undefined
    files[from] = to
  }
  return { provider, url, files }
}
