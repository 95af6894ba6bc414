import { copiesInUse } from '../../core/composed/copies-in-use.js'
import {
  explainOutcome,
  type PageMap,
  type PreviousResolution,
  type Resolution,
  readPlacements,
} from '../../core/index.js'
import { recordOf } from '../../core/record-of.js'
import { urlsOf } from '../../core/resolution/urls-of.js'
import { checkFiles, type ExpectedFile, filesOf, filesOfForeign } from '../fetch/check-files.js'
import { fetchForeign } from '../fetch/fetch-foreign.js'
import { fetchOnce } from '../fetch/fetch-manifest.js'
import type { MapJson } from '../map/map-json.js'
import { readPage } from '../map/read-page.js'
import { forVariants } from '../map/variants.js'
import { readForeign } from '../page/foreign-remotes.js'
import {
  composedFormat,
  type ResolvedPage,
  type ResolvePageOptions,
  resolvePage,
  usesComposed,
} from '../page/resolve-page.js'
import { type CopySummary, summarizeCopies } from '../page/summarize-copies.js'
import { developmentBuilds } from './development-builds.js'
import { missingExposes } from './missing-exposes.js'
import { hasItsHost } from './plan-change.js'
import { toUnmappedText, unmappedImports } from './unmapped-imports.js'

/** The state of a deployed page. */
export interface CheckedPage {
  /** What does not work, in sentences; empty: all does. */
  readonly broken: readonly string[]
  /** What works, but not as it should. */
  readonly warnings: readonly string[]
  /** How many are on the map. */
  readonly remotes: number
  /** How many were looked at. */
  readonly files: number
  readonly copies: readonly CopySummary[]
}

export interface CheckPageOptions {
  /** Where the map is served. */
  readonly mapUrl?: string | undefined
  readonly withFiles?: boolean
  readonly onProgress?: (done: number, all: number) => void
}

/** Checks all that a map leads to, for its variants too. */
export async function checkPage(json: MapJson, options: CheckPageOptions = {}): Promise<CheckedPage> {
  const { mapUrl, withFiles = true, onProgress = () => {} } = options
  const fetching = { mapUrl, fetchManifest: fetchOnce(), fetchForeign: fetchOnce(fetchForeign) }
  const page = await lookAt(json, fetching)
  const variants = await Promise.all(
    forVariants(json).map(async ([name, map]) => [name, await lookAt(map, fetching)] as const),
  )
  const all = [page, ...variants.map(([, seen]) => seen)].flatMap(({ files, composed }) => [...files, ...composed])
  const expected = withFiles ? [...new Map(all.map(file => [keyOf(file), file])).values()] : []
  const { problems } = await checkFiles(expected, { mapUrl, onProgress: done => onProgress(done, expected.length) })

  const brokenOf = ({ broken, files, composed }: Seen) => {
    const asComposed = new Set(composed.map(({ url }) => url))
    const urls = new Set([...files.map(({ url }) => url), ...asComposed])
    const advice = (url: string) =>
      asComposed.has(url) ? ' The composed part has it, and the manifests do not. Run `fedmap compose`.' : ''
    const here = problems.filter(({ url }) => urls.has(url))
    return [...broken, ...here.map(({ url, detail }) => `${url} ${detail}.${advice(url)}`)]
  }
  const warningsOf = ({ warnings }: Seen) => warnings
  /** What all visitors see, and of each variant what is said of it alone. */
  const tell = (linesOf: (seen: Seen) => readonly string[]) => {
    const known = new Set(linesOf(page))
    const told = ([name, seen]: (typeof variants)[number]) =>
      linesOf(seen).flatMap(line => (known.has(line) ? [] : [`for visitors of the variant ${name}: ${line}`]))
    return [...known, ...variants.flatMap(told)]
  }
  return {
    broken: tell(brokenOf),
    warnings: [...tell(warningsOf), ...page.aboutComposed],
    remotes: page.remotes,
    files: expected.length,
    copies: page.copies,
  }
}

/** A page that some visitors get. */
interface Seen {
  readonly broken: readonly string[]
  readonly warnings: readonly string[]
  /** What is to be said of its composed part. That of a map with variants is left by those who get one, as is meant. */
  readonly aboutComposed: readonly string[]
  readonly remotes: number
  /** By the manifests. */
  readonly files: readonly ExpectedFile[]
  /** What the composed part has, where it is in force, and no manifest has any more: a release that was built anew in its place. */
  readonly composed: readonly ExpectedFile[]
  readonly copies: readonly CopySummary[]
}

async function lookAt(
  json: MapJson,
  {
    fetchForeign: fetchMf,
    ...options
  }: Pick<ResolvePageOptions, 'mapUrl' | 'fetchManifest'> & { readonly fetchForeign: typeof fetchForeign },
): Promise<Seen> {
  const prefer = readPlacements(readPage(json, options.mapUrl))
  const resolved = await resolvePage(json, { ...options, prefer })
  const { page, resolution, unreachable } = resolved
  const foreign = await readForeign(page, fetchMf)
  const remotes = [...resolution.remotes.values()]
  const reached = page.remotes.filter(({ name }) => !unreachable.has(name) && !foreign.unreachable.has(name))
  const plain = Object.values(page.written.imports).filter(url => url !== null)
  const files: readonly ExpectedFile[] = [
    ...reached.map(({ url }) => ({ url, use: 'manifest' as const })),
    ...remotes.flatMap(filesOf),
    ...[...foreign.remotes.values()].flatMap(filesOfForeign),
    ...plain.map(url => ({ url, integrity: page.written.integrity[url] })),
  ]
  const names = page.remotes.map(({ name }) => name)
  const unknown = new Set([...unreachable.keys(), ...foreign.unreachable.keys()])
  return {
    broken: [
      ...[...unreachable.values(), ...foreign.unreachable.values()].map(({ message }) => message),
      ...outcomes(resolution, resolution.rejected),
      ...missingExposes(remotes, names, unknown, foreign.remotes).map(
        ({ importer, module, specifier }) => `${importer} imports ${specifier} in ${module}, which nobody exposes.`,
      ),
    ],
    warnings: [
      ...page.warnings,
      ...outcomes(resolution, resolution.warned),
      ...(hasItsHost(resolved) ? [] : [`fedmap.host is ${page.host}, which is no remote of the map.`]),
      ...aboutLazy(json, names),
      ...unmappedImports(resolution, page.written, names).map(toUnmappedText),
      ...developmentBuilds(resolution).map(({ why }) => why),
    ],
    ...lookAtComposed(resolved, prefer, files),
    remotes: page.remotes.length,
    files,
    copies: summarizeCopies(resolution),
  }
}

/** @param files that the manifests tell of */
function lookAtComposed(
  { page, resolution }: ResolvedPage,
  previous: PreviousResolution | undefined,
  files: readonly ExpectedFile[],
): Pick<Seen, 'aboutComposed' | 'composed'> {
  if (page.generated !== undefined && !usesComposed(page, resolution.format)) {
    return {
      aboutComposed: [`the composed part is ${staleness(page)}; pages leave it. Run \`fedmap compose\`.`],
      composed: [],
    }
  }
  const inUse = copiesInUse(resolution)
  const lost = [...new Set(urlsOf(previous))].filter(url => !inUse.has(url))
  const known = new Set(files.map(keyOf))
  const isOfLost = ({ url }: ExpectedFile) => lost.some(copy => url.startsWith(copy))
  return {
    aboutComposed: lost.map(
      url =>
        `${url} is what the composed part uses, and not all of it is there any more; stand-ins take over. Run \`fedmap compose\`.`,
    ),
    composed: composedFiles(page).filter(file => !known.has(keyOf(file)) && !isOfLost(file)),
  }
}

/** What pages pass over of `fedmap.lazy`. */
function aboutLazy({ fedmap }: MapJson, names: readonly string[]): readonly string[] {
  const { lazy = [] } = recordOf(fedmap)
  if (!Array.isArray(lazy)) return ['fedmap.lazy is no array of names, so no remote is lazy.']
  return lazy.flatMap(name =>
    names.includes(name) ? [] : [`fedmap.lazy has ${JSON.stringify(name)}, which is no remote of the map.`],
  )
}

/** The files whose integrity the composed part has: modules and stylesheets. */
function composedFiles({ generated }: PageMap): readonly ExpectedFile[] {
  const { integrity } = (generated?.json ?? {}) as { readonly integrity?: Readonly<Record<string, unknown>> }
  return (generated?.key.generated.integrity ?? []).flatMap(url => {
    const metadata = integrity?.[url]
    return typeof metadata === 'string' && URL.canParse(url) ? [{ url, integrity: metadata }] : []
  })
}

const keyOf = ({ url, integrity, use }: ExpectedFile) => JSON.stringify([url, integrity, use])

function staleness(page: PageMap): string {
  return composedFormat(page)
    ? 'of other remotes than the map names'
    : `for the format ${page.generated?.key.format}, which there is not`
}

function outcomes(resolution: Resolution, remotes: ReadonlyMap<string, unknown>): readonly string[] {
  return [...remotes.keys()].map(name => explainOutcome(resolution, name)!)
}
