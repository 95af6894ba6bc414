import { type Command, InvalidArgumentError, Option } from 'commander'
import { FederationError } from '../../core/index.js'
import { type CheckedFiles, checkFiles, type ExpectedFile } from '../fetch/check-files.js'
import { fetchForeign } from '../fetch/fetch-foreign.js'
import { fetchManifest, fetchOnce, type ManifestEntry } from '../fetch/fetch-manifest.js'
import type { Entries } from '../map/change-entries.js'
import { hasItsFiles } from '../page/resolve-page.js'
import type { PlanOptions } from '../plan/plan-entries.js'
import { isServed } from '../store/open-store.js'
import type { MapOptions } from './map-options.js'
import type { Progress } from './progress.js'

/** The options of every command that resolves the page. */
export interface PageOptions {
  readonly mapUrl?: string
}

/** The options of every command that changes entries. */
export interface EntryOptions extends PageOptions {
  readonly compose?: boolean
  readonly remove: Entries
  readonly files: boolean
}

/** Adds `--map-url`; a map that is read where it is served needs none. */
export function withPageOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--map-url <url>', 'where the map is served; needed where it has relative addresses')
        .env('FEDMAP_MAP_URL')
        .argParser(parseUrl),
    )
    .hook('preAction', (_, action) => {
      const { store, mapUrl } = action.opts<Partial<MapOptions & PageOptions>>()
      if (store && !mapUrl && isServed(store)) action.setOptionValue('mapUrl', store)
    })
}

/** Adds what says how a change is planned: `--compose`, `--no-compose`, `--no-files` and `--map-url`. */
export function withPlanOptions(command: Command): Command {
  return withPageOptions(command)
    .option('--compose', 'compose the new map, so that pages need no manifests')
    .option('--no-compose', 'leave composing to the page; default: as the map is now')
    .option('--no-files', 'do not fetch each file of the new remotes to check it')
}

/** Adds these, the arguments `<name> <url> …`, and `--remove`. */
export function withEntryOptions(command: Command): Command {
  return withPlanOptions(command)
    .usage('[options] <name> <url> [<name> <url> …]')
    .argument(
      '[entries...]',
      'names on the map, each with its new URL; a remote is one whose URL ends in federation.json',
    )
    .addOption(
      new Option('--remove <name>', 'take an entry off the map (repeatable)')
        .argParser((name, removed: Entries) => ({ ...removed, [name]: null }))
        .default({}, 'none'),
    )
}

/**
 * The pairs of names and URLs, and the names to remove.
 *
 * @throws FED-624 where an argument is missing, is no URL, or says the contrary of another
 */
export function parseEntries(args: readonly string[], { remove, mapUrl }: EntryOptions): Entries {
  const entries: Record<string, string | null> = { ...remove }
  if (Object.hasOwn(entries, '')) throw wrongEntries('the name after --remove is empty')
  for (let at = 0; at < args.length; at += 2) {
    const [name, text] = args.slice(at, at + 2) as [string, string?]
    const url = text?.trim() // A variable that was read from a file may end in a line's end.
    if (name === '') throw wrongEntries('a name is empty')
    if (!url) throw wrongEntries(`${name} has no URL`)
    if (Object.hasOwn(entries, name)) throw wrongEntries(`${name} is named twice`)
    assertIsAddress(name, url, mapUrl)
    entries[name] = url
  }
  if (Object.keys(entries).length === 0) throw wrongEntries('there is nothing to change')
  return entries
}

/** What a page could load by this name. */
function assertIsAddress(name: string, url: string, mapUrl: string | undefined): void {
  if (!URL.canParse(url, mapUrl)) {
    const isRelative = /^\.{0,2}\//.test(url)
    throw wrongEntries(`${url}, for ${name}, is ${isRelative ? 'relative; --map-url says to what' : 'no URL'}`)
  }
  const { protocol, username, password } = new URL(url, mapUrl)
  if (username || password) {
    throw wrongEntries(`the URL for ${name} has a user name or a password in it, with which no page loads anything`)
  }
  if (!/^https?:$/.test(protocol)) throw wrongEntries(`${url}, for ${name}, is not of the web, but ${protocol}`)
  if (name.endsWith('/') && !url.endsWith('/')) {
    throw wrongEntries(`${name} ends in a slash, which makes it a prefix, and its URL does not`)
  }
}

function wrongEntries(why: string): FederationError {
  const detail = `${why}. Give names and URLs in turn: @mall/cart https://cdn.example/cart/1.4.2/federation.json.`
  return new FederationError('FED-624', detail)
}

/** How a command plans: what it has fetched it does not fetch again where a deploy has to start again. */
export function planOptions(
  { compose, mapUrl, files }: Pick<EntryOptions, 'compose' | 'mapUrl' | 'files'>,
  progress: Progress,
): PlanOptions {
  const checked = new Map<string, Promise<CheckedFiles>>()
  const checkOnce = (expected: readonly ExpectedFile[]) => {
    const asked = JSON.stringify(expected) // Another attempt may be about other files.
    const onProgress = (done: number) => progress.show(`checked ${done} of ${expected.length} files`)
    const known = checked.get(asked) ?? checkFiles(files ? expected : [], { mapUrl, onProgress })
    checked.set(asked, known)
    return known
  }
  const shown =
    <T>(fetch: (entry: ManifestEntry) => Promise<T>) =>
    (entry: ManifestEntry) => {
      progress.show(`fetching the manifest of ${entry.name}`)
      return fetch(entry)
    }
  return {
    compose,
    mapUrl,
    fetchManifest: fetchOnce(shown(fetchManifest)),
    fetchForeign: fetchOnce(shown(fetchForeign)),
    isThere: onceFor(hasItsFiles),
    checkFiles: checkOnce,
  }
}

/** By base: what is there stays there while a deploy is made. */
function onceFor(task: typeof hasItsFiles): typeof hasItsFiles {
  const answers = new Map<string, Promise<boolean>>()
  return (remote, mapUrl) => {
    const known = answers.get(remote.base) ?? task(remote, mapUrl)
    answers.set(remote.base, known)
    return known
  }
}

function parseUrl(text: string): string {
  if (URL.canParse(text)) return new URL(text).href
  throw new InvalidArgumentError('It is no absolute URL.')
}
