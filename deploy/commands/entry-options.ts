import { type Command, Option } from 'commander'
import { FederationError } from '../../core/index.js'
import type { Entries } from '../map/change-entries.js'
import { type PlanningOptions, withPlanOptions } from './plan-options.js'

/** The options of every command that changes entries. */
export interface EntryOptions extends PlanningOptions {
  readonly remove: Entries
}

/** Adds the arguments `<name> <url> …`, `--remove`, and what says how the change is planned. */
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
export function parseEntries(args: readonly string[], { remove, mapUrl }: Partial<EntryOptions>): Entries {
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
