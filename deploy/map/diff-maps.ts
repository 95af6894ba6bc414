import { writtenPart } from '../../core/page/read-page-map.js'
import { recordOf } from '../../core/record-of.js'
import type { MapJson } from './map-json.js'

/** One key of a map that two maps disagree on; undefined: it has none of that key. */
export interface EntryChange {
  readonly name: string
  readonly from: unknown
  readonly to: unknown
}

/** What differs between two maps. */
export interface MapDiff {
  /** The entries that people or `fedmap deploy` wrote: remotes and plain modules. */
  readonly imports: readonly EntryChange[]
  /** Everything else that people write: scopes, integrity, and what stands under `fedmap`. */
  readonly other: readonly EntryChange[]
  /** Copies of shared packages (`react@18.2.0`) in the composed part. */
  readonly copies: { readonly gained: readonly string[]; readonly lost: readonly string[] }
}

/** Compares two maps, key by key; both may be composed. The result is in code-unit order. */
export function diffMaps(from: MapJson, to: MapJson): MapDiff {
  const [before, after] = [writtenPart(from), writtenPart(to)]
  const [copiesBefore, copiesAfter] = [composedCopies(from), composedCopies(to)]
  const settings = (json: MapJson) => {
    const { revision: _, variants, ...others } = recordOf(json.fedmap)
    const byName = Object.entries(recordOf(variants)).map(([name, variant]) => [`variant ${name}`, variant])
    return { ...others, ...Object.fromEntries(byName) }
  }
  return {
    imports: diffRecords(before.imports, after.imports),
    other: [
      ...diffRecords(before.scopes, after.scopes),
      ...diffRecords(before.integrity, after.integrity),
      ...diffRecords(settings(before), settings(after)),
    ],
    copies: {
      gained: [...copiesAfter].filter(copy => !copiesBefore.has(copy)).sort(),
      lost: [...copiesBefore].filter(copy => !copiesAfter.has(copy)).sort(),
    },
  }
}

/** A change of one line's length: of two URLs only what differs, `1.4.1 → 1.4.2`. */
export function toChangeText({ from, to }: EntryChange): string {
  if (to === undefined) return 'removed'
  if (from === undefined) return `added ${show(to)}`
  if (typeof from !== 'string' || typeof to !== 'string') return `${show(from)} → ${show(to)}`
  const [a, b] = [from.split('/'), to.split('/')]
  const isSame = (at: number) => a.at(at) === b.at(at)
  let start = 0
  while (start < Math.min(a.length, b.length) - 1 && isSame(start)) start++
  let end = 0
  while (end < Math.min(a.length, b.length) - start - 1 && isSame(-1 - end)) end++
  const differing = (segments: string[]) => segments.slice(start, segments.length - end).join('/')
  return `${differing(a)} → ${differing(b)}`
}

function diffRecords(from: unknown, to: unknown): readonly EntryChange[] {
  const [before, after] = [recordOf(from), recordOf(to)]
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .sort()
    .map(name => ({ name, from: own(before, name), to: own(after, name) }))
    .filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to))
}

/** A name may be `constructor`. */
function own(values: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(values, name) ? values[name] : undefined
}

function composedCopies(json: MapJson): ReadonlySet<string> {
  const generated = recordOf(recordOf(json.fedmap).generated).imports
  const keys = Array.isArray(generated) ? generated.filter(key => /^(@[^/@]+\/)?[^/@]+@[^/]+/.test(key)) : []
  return new Set(keys.map(key => /^(@[^/]+\/)?[^/]+/.exec(key)?.[0] ?? key))
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
