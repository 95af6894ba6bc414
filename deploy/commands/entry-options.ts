import { type Command, InvalidArgumentError, Option } from 'commander'
import { FederationError } from '../../core/errors/federation-error.js'
import { fetchManifest, fetchOnce } from '../page/fetch-manifest.js'
import type { Entries } from '../plan/change-entries.js'
import { type CheckedFiles, checkFiles, type ExpectedFile } from '../plan/check-files.js'
import type { PlanOptions } from '../plan/plan-entries.js'
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

/** Adds `--map-url`. */
export function withPageOptions(command: Command): Command {
  return command.addOption(
    new Option('--map-url <url>', 'where the map is served; needed where it has relative addresses')
      .env('FEDMAP_MAP_URL')
      .argParser(parseUrl),
  )
}

/** Adds the arguments `<name> <url> …`, `--remove`, `--compose`, `--no-compose`, `--no-files` and `--map-url`. */
export function withEntryOptions(command: Command): Command {
  return withPageOptions(command)
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
    .option('--compose', 'compose the new map, so that pages need no manifests')
    .option('--no-compose', 'leave composing to the page; default: as the map is now')
    .option('--no-files', 'do not fetch each file of the new remotes to check it')
}

/**
 * The pairs of names and URLs, and the names to remove.
 *
 * @throws FED-624 where an argument is missing or is no URL
 */
export function parseEntries(args: readonly string[], { remove, mapUrl }: EntryOptions): Entries {
  const entries: Record<string, string | null> = { ...remove }
  for (let at = 0; at < args.length; at += 2) {
    const [name, url] = args.slice(at, at + 2) as [string, string?]
    if (url === undefined) throw wrongEntries(`${name} has no URL`)
    if (!URL.canParse(url, mapUrl)) throw wrongEntries(`${url}, for ${name}, is no URL`)
    entries[name] = url
  }
  if (Object.keys(entries).length === 0) throw wrongEntries('there is nothing to change')
  return entries
}

function wrongEntries(why: string): FederationError {
  return new FederationError(
    'FED-624',
    `${why}. Give names and URLs in turn: @mall/cart https://cdn.example/cart/1.4.2/federation.json.`,
  )
}

/** How a command plans: each manifest and file is fetched once, however often a deploy has to start again. */
export function planOptions(
  { compose, mapUrl, files }: Pick<EntryOptions, 'compose' | 'mapUrl' | 'files'>,
  progress: Progress,
): PlanOptions {
  let checked: Promise<CheckedFiles> | undefined
  const checkOnce = (expected: readonly ExpectedFile[]) => {
    const onProgress = (done: number) => progress.show(`checked ${done} of ${expected.length} files`)
    checked ??= checkFiles(files ? expected : [], { mapUrl, onProgress })
    return checked
  }
  const fetchShown = fetchOnce(entry => {
    progress.show(`fetching the manifest of ${entry.name}`)
    return fetchManifest(entry)
  })
  return { compose, mapUrl, fetchManifest: fetchShown, checkFiles: checkOnce }
}

function parseUrl(text: string): string {
  if (URL.canParse(text)) return new URL(text).href
  throw new InvalidArgumentError('It is no absolute URL.')
}
