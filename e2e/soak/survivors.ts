import { readFileSync } from 'node:fs'
import { parseManifest, type Remote, resolveShared, resolveSpecifier, toImportMap } from 'fedmap/core'
import type { ScheduledFault } from './schedule.js'

/** A remote as it lies on the disk. */
export interface BuiltRemote {
  /** `@mall/cart` */
  readonly name: string
  readonly server: string
  /** `http://localhost:9101/1.4.2/` */
  readonly base: string
  /** `…/demo/.deployed/cart` */
  readonly root: string
}

/**
 * The widgets that must live through a schedule of faults, by what is on the disk: the files themselves say what they
 * import. A widget must live where
 *
 * - its manifest can be had, and those of the remotes that it imports from;
 * - every file of its own, and of those remotes, that it imports is whole;
 * - and every file of a shared copy is whole, there or in another remote's copy of the same build, which nobody uses.
 *
 * Stylesheets do not matter. What only a copy of another build could save is not counted among those that must live.
 */
export function survivorsOf(schedule: readonly ScheduledFault[], remotes: readonly BuiltRemote[]): ReadonlySet<string> {
  const broken = new Map(schedule.map(({ server, path, kind }) => [`${server}${path}`, kind]))
  const isBroken = ({ server, base }: BuiltRemote, file: string) => broken.has(server + new URL(file, base).pathname)
  const isThere = (remote: BuiltRemote) => {
    const kind = broken.get(remote.server + new URL('federation.json', remote.base).pathname)
    // JSON is read whatever its type, and nobody has pinned its hash.
    return kind === undefined || kind === 'a wrong MIME type' || kind === 'a wrong hash'
  }
  const there = remotes.filter(isThere)
  const resolution = resolveShared(there.map(toRemote), { host: '@mall/shell' })
  const map = toImportMap(resolution)

  const isWhole = (url: string): boolean => {
    const remote = there.find(({ base }) => url.startsWith(base))
    if (!remote) return false
    const file = url.slice(remote.base.length)
    if (!isBroken(remote, file)) return true
    const copy = /^system\/shared\/(@[^/]+\/)?[^/]+\//.exec(file)?.[0]
    if (!copy) return false
    const others = there.filter(other => other !== remote && !(other.base + copy in map.scopes))
    return others.some(other => exists(other, file) && !isBroken(other, file))
  }

  const lives = (specifier: string): boolean => {
    const entry = map.imports[specifier]
    const pending = entry ? [entry] : []
    const seen = new Set(pending)
    for (let url = pending.pop(); url; url = pending.pop()) {
      if (!isWhole(url)) return false
      for (const imported of importsOf(url, there)) {
        const next = resolve(imported, url)
        if (!next) return false
        if (!seen.has(next)) pending.push(next)
        seen.add(next)
      }
    }
    return seen.size > 0
  }

  const resolve = (specifier: string, parent: string): string | undefined => {
    try {
      return resolveSpecifier(map, specifier, parent)
    } catch {
      return undefined
    }
  }

  if (!lives('@mall/shell/main')) return new Set()
  return new Set(there.map(({ name }) => name).filter(name => name !== '@mall/shell' && lives(`${name}/Widget`)))
}

function toRemote(remote: BuiltRemote): Remote {
  const { name, base } = remote
  const manifest = parseManifest(JSON.parse(read(remote, 'federation.json')), `${base}federation.json`)
  return { name, base, manifest }
}

/** What a System.register module says that it imports. */
function importsOf(url: string, remotes: readonly BuiltRemote[]): readonly string[] {
  const remote = remotes.find(({ base }) => url.startsWith(base)) as BuiltRemote
  const [, list = ''] = /System\.register\(\[([^\]]*)\]/.exec(read(remote, url.slice(remote.base.length))) ?? []
  return [...list.matchAll(/["']([^"']+)["']/g)].map(([, specifier]) => specifier as string)
}

function exists(remote: BuiltRemote, file: string): boolean {
  try {
    return read(remote, file).length > 0
  } catch {
    return false
  }
}

const texts = new Map<string, string>()

function read({ root, base }: BuiltRemote, file: string): string {
  const path = root + new URL(file, base).pathname
  const text = texts.get(path) ?? readFileSync(path, 'utf8')
  texts.set(path, text)
  return text
}
