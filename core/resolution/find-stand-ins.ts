import type { Copy, Format } from '../manifest/manifest.js'
import { type CopySlot, compareHosts, copyIn, type Environment, type Host, type Model, urlOf } from './model.js'
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
  { pools }: Model,
  hosts: ReadonlyMap<CopySlot, Host>,
  environmentOf: ReadonlyMap<CopySlot, Environment>,
  format: Format,
): ReadonlyMap<string, readonly StandIn[]> {
  const inUse = new Set(hosts.values())
  const standIns = new Map<string, readonly StandIn[]>()
  for (const [slot, replaced] of hosts) {
    const { package: name, version, shareScope, needs } = slot.kind
    const required = new Set(needs.map(need => need.package))
    const environment = environmentOf.get(slot)!
    const able = pools.get(name)!.kinds.filter(
      other =>
        other.version === version &&
        other.shareScope === shareScope &&
        // Its users all see what the copy in use requires, and need not see anything else.
        other.needs.every(
          need => required.has(need.package) && need.grades[copyIn(environment, need.package)!.kind.index] === 2,
        ),
    )
    const found: StandIn[] = []
    for (const host of able.flatMap(({ hosts }) => hosts).sort(compareHosts)) {
      if (inUse.has(host)) continue
      const files = host.copy.build === replaced.copy.build ? undefined : matchFiles(host.copy, replaced.copy)
      if (files === null) continue
      const standIn = { provider: host.unit.names[0]!, url: urlOf(host, name, format) }
      found.push(files ? { ...standIn, files } : standIn)
    }
    standIns.set(
      urlOf(replaced, name, format),
      found.sort((a, b) => Number(!!a.files) - Number(!!b.files)),
    )
  }
  return standIns
}

/** The file of a copy for each file of the one that it replaces, within their folders; null where there is not one. */
function matchFiles(copy: Copy, replaced: Copy): Readonly<Record<string, string>> | null {
  const files: Record<string, string> = {}
  for (const [subpath, { file, exports }] of Object.entries(replaced.provides)) {
    const offered = copy.provides[subpath]
    if (!offered || (offered.exports && !exports?.every(name => offered.exports!.includes(name)))) return null
    const [from, to] = [file, offered.file].map(path => path.replace(/^shared\/(@[^/]*\/)?[^/]*\//, '')) as [
      string,
      string,
    ]
    // One file cannot become two.
    if ((files[from] ?? to) !== to) return null
    files[from] = to
  }
  return files
}
