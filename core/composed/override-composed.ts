import type { ImportMap, SpecifierMap } from '../import-map/import-map.js'
import { scopeOf } from '../import-map/scope-of.js'
import { sortRecord } from '../import-map/sort-record.js'
import type { Composed } from './composed.js'
import { shakenMark } from './to-import-map.js'

/**
 * Lays overrides of plain entries and of copies over a composed map; overrides of remotes are applied before the map is
 * composed (`applyOverrides`). They come last and win.
 *
 * `react@18.2.0` (or plain `react`, where one version of it is in use) replaces that copy for everyone who sees it. Where
 * the override names a file of the same name as the copy's own, its whole folder takes the copy's place; else that one
 * module does. What takes a copy's place sees what the copy saw.
 *
 * @param overrides specifier → absolute URL
 */
export function overrideComposed(composed: Composed, overrides: Readonly<Record<string, string>>): Composed {
  return Object.entries(overrides).reduce(overrideOne, composed)
}

function overrideOne(composed: Composed, [specifier, url]: [string, string]): Composed {
  const key = copyKeyOf(composed.map, specifier)
  const copy = key && composed.map.imports[key]
  if (!copy) {
    const imports = sortRecord({ ...composed.map.imports, [specifier]: url })
    return { ...composed, map: { ...composed.map, imports } }
  }
  const { scopes } = composed.map
  const from = scopeOf(copy, composed.map) ?? '' // The copy's own folder.
  const file = copy.slice(from.length)
  const isWhole = url.endsWith(`/${file}`)
  const to = isWhole ? url.slice(0, -file.length) : url
  const move = isWhole
    ? (old: string) => (old.startsWith(from) ? to + old.slice(from.length) : old)
    : (old: string) => (old === copy ? url : old)
  return moveModules(composed, move, { [to]: scopes[from] ?? {} })
}

/** The key of the copy that a specifier means: itself, or the only version in use of the package that it names. */
function copyKeyOf({ imports }: ImportMap, specifier: string): string | undefined {
  if (/.@/.test(specifier)) return [specifier, specifier + shakenMark].find(key => key in imports)
  if (specifier in imports) return undefined
  const versions = Object.keys(imports).filter(
    key => key.startsWith(`${specifier}@`) && !key.includes('/', specifier.length),
  )
  return versions.length === 1 ? versions[0] : undefined
}

/** Replaces module URLs wherever they stand. Integrity goes with the old ones: an override is a build not known before. */
function moveModules(
  composed: Composed,
  move: (url: string) => string,
  scopes: Readonly<Record<string, SpecifierMap>>,
): Composed {
  const moveMap = (map: SpecifierMap): SpecifierMap => sortRecord(map, url => url && move(url))
  const moveLists = (lists: Readonly<Record<string, readonly string[]>>) =>
    Object.fromEntries(Object.entries(lists).map(([entry, urls]) => [move(entry), urls.map(move)]))
  const { map } = composed
  return {
    ...composed,
    map: {
      ...map,
      imports: moveMap(map.imports),
      scopes: sortRecord({ ...map.scopes, ...scopes }, moveMap),
    },
    closures: moveLists(composed.closures),
    css: moveLists(composed.css),
  }
}
