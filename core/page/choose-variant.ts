/**
 * A variant of the map for some of the visitors, in importmap.json under `fedmap.variants.<name>`: what differs, and
 * whom it is for. It may have several rules; each alone is enough.
 */
export interface Variant {
  /** What the variant has instead of the map's own entries. */
  readonly imports: Readonly<Record<string, string>>
  /** The share of visitors, 0 to 100, fractions too. */
  readonly percent?: number
  /** For whom this cookie is set to anything but `0`. `0` keeps a visitor out, whatever the percentage. */
  readonly cookie?: string
  /** For whom the page's URL has this parameter with anything but `0`. It counts before the cookie. */
  readonly query?: string
}

/** What is known of a visitor where the choice is made. */
export interface Visitor {
  /** Who it is, the same at each visit: a user's or a session's id. Without one no percentage applies. */
  readonly key?: string | undefined
  /** The request's `Cookie` header, or `document.cookie`. */
  readonly cookie?: string | undefined
  /** The query of the page's URL, `location.search`. */
  readonly query?: string | undefined
}

/** A parsed importmap.json, as far as it matters here. */
export interface MapWithVariants {
  readonly imports?: Readonly<Record<string, string>>
  readonly fedmap?: { readonly variants?: Readonly<Record<string, Variant>> }
}

/**
 * Chooses the map for a visitor: the first variant, by name, that one of its rules assigns the visitor to, else the map
 * itself. Small, pure and without dependencies, so that it runs at a CDN's edge as well as in a page.
 *
 * Who is in a variant at 5 % is in it at 10 % too, and different variants have different visitors.
 *
 * @returns the map to serve, and the name of its variant, for logs and metrics
 */
export function chooseVariant<M extends MapWithVariants>(map: M, visitor: Visitor): { map: M; variant?: string } {
  const variants = map.fedmap?.variants ?? {}
  const variant = Object.keys(variants)
    .sort()
    .find(name => isFor(variants[name], name, visitor))
  if (variant === undefined) return { map }
  return { map: { ...map, imports: { ...map.imports, ...variants[variant]?.imports } }, variant }
}

function isFor(variant: Variant | null | undefined, name: string, visitor: Visitor): boolean {
  const { percent = 0, cookie, query } = variant ?? {} // People may have written anything.
  const asked = query === undefined ? null : new URLSearchParams(visitor.query ?? '').get(query)
  if (asked !== null) return asked !== '0'
  const remembered = cookie === undefined ? undefined : readCookie(visitor.cookie ?? '', cookie)
  if (remembered !== undefined) return remembered !== '0'
  return visitor.key !== undefined && shareOf(`${name}\n${visitor.key}`) < percent / 100
}

function readCookie(header: string, name: string): string | undefined {
  const pairs = header.split(';').map(pair => pair.trim())
  return pairs.find(pair => pair.startsWith(`${name}=`))?.slice(name.length + 1)
}

/** A number from 0 to 1 that a text always has: FNV-1a, and the finish of MurmurHash3, since FNV's high bits vary little. */
function shareOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}
