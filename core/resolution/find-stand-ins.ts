import type { Copy, Format } from '../manifest/manifest.js'
import { type CopySlot, compareOffered, type Model, type OfferedCopy, urlOf } from './model.js'
import type { StandIn } from './resolution.js'

/**
 * For each copy in use what can replace it: the copies of the same build, then whole copies of the same version and
 * another build whose requirements the same environment meets; the host's first, then by name. A copy that is in use
 * itself has an environment of its own, and replaces none.
 *
 * @param providers the copies in use, and whose they are
 */
export function findStandIns(
  { pools }: Model,
  providers: ReadonlyMap<CopySlot, OfferedCopy>,
  format: Format,
): ReadonlyMap<string, readonly StandIn[]> {
  const inUse = new Set(providers.values())
  const standIns = new Map<string, readonly StandIn[]>()
  for (const [slot, replaced] of providers) {
    const { package: name, version, shareScope } = slot.kind
    const [same, others]: [StandIn[], StandIn[]] = [[], []]
    const able = pools.get(name)!.kinds.filter(
      other =>
        other.version === version &&
        other.shareScope === shareScope &&
        // Its users all see what the copy in use requires, and need not see anything else.
        other.needs.every(need =>
          slot.closure.some(kind => kind.package === need.package && need.grades[kind.index] === 2),
        ),
    )
    for (const other of able.flatMap(kind => kind.copies).sort(compareOffered)) {
      if (inUse.has(other)) continue
      const standIn = { provider: other.unit.names[0]!, url: urlOf(other, name, format) }
      const isSame = other.copy.build === replaced.copy.build
      const files = isSame ? undefined : matchFiles(other.copy, replaced.copy)
      if (isSame) same.push(standIn)
      else if (files) others.push({ ...standIn, files })
    }
    standIns.set(urlOf(replaced, name, format), [...same, ...others])
  }
  return standIns
}

/** The file of a copy for each file of the one that it replaces, within their folders; undefined where there is not one. */
function matchFiles({ provides }: Copy, replaced: Copy): Readonly<Record<string, string>> | undefined {
  const files: Record<string, string> = {}
  for (const [subpath, { file, exports }] of Object.entries(replaced.provides)) {
    const offered = provides[subpath]
    if (!offered || (offered.exports && !exports?.every(name => offered.exports!.includes(name)))) return undefined
    const [from = '', to = ''] = [file, offered.file].map(path => path.replace(/^shared\/(@[^/]*\/)?[^/]*\//, ''))
    // One file cannot become two.
    if ((files[from] ?? to) !== to) return undefined
    files[from] = to
  }
  return files
}
