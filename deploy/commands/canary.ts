import { Command, InvalidArgumentError } from 'commander'
import { FederationError } from '../../core/index.js'
import type { Variant } from '../../core/page/choose-variant.js'
import { changeMap } from '../history/change-map.js'
import { readVariant, withVariant } from '../map/variants.js'
import { openStore } from '../store/open-store.js'
import { parseEntries } from './entry-options.js'
import { formatPlan } from './format-plan.js'
import { makeChange, type PlannedChangeOptions } from './make-change.js'
import { withChangeOptions } from './map-options.js'
import { withPageOptions } from './page-options.js'
import { exitCodes, type Report, reportAction } from './report.js'

interface CanaryOptions extends PlannedChangeOptions {
  readonly percent?: number
  readonly cookie?: string
  readonly query?: string
  readonly stop?: boolean
}

/** `fedmap canary`: other entries for some of the visitors. */
export function canaryCommand(): Command {
  return withChangeOptions(withPageOptions(new Command('canary')))
    .summary('give some visitors another version')
    .description(
      `Adds a variant to the map: other entries for a share of the visitors, for those with a cookie, or for those with a
parameter in the page's URL. Makes the plan for them first, as \`fedmap deploy\` does.

The map only says so. What chooses is \`chooseVariant\` of fedmap/choose-variant, a small function for the place that serves
importmap.json (a CDN's edge, your server) or for the page. The same visitor always gets the same answer, and more
percent keep whom they had. \`fedmap promote\` deploys the variant for everyone.`,
    )
    .usage('[options] <variant> <name> <url> [<name> <url> …]')
    .argument('<variant>', 'what to call it, `canary` for example')
    .argument('[entries...]', 'names and URLs in turn; none: keep the entries, change the rules')
    .option('--percent <number>', 'for this share of the visitors, 0 to 100', parsePercent)
    .option('--cookie <name>', 'for those who have this cookie; with the value 0 it keeps them out', parseCookieName)
    .option(
      '--query <name>',
      'for those with this parameter in the URL; with the value 0 it keeps them out',
      parseParameter,
    )
    .option('--stop', 'take the variant off the map')
    .option('--no-files', 'do not fetch each file of the new remotes to check it')
    .option('--force', 'do it even if it breaks the page for these visitors')
    .addHelpText(
      'after',
      `
Examples:
  $ fedmap canary canary @mall/cart $CART --percent 5 --query canary
  $ fedmap canary canary --percent 20                more of them
  $ fedmap canary canary --stop                      nobody any more
  $ fedmap promote canary                            everybody

${exitCodes}`,
    )
    .action(reportAction(changeCanary))
}

async function changeCanary(name: string, args: readonly string[], options: CanaryOptions): Promise<Report> {
  if (name === '') throw notUnderstood('a variant has a name. Give one, `next` for example.')
  const rules = rulesOf(options)
  if (options.stop) {
    if (args.length === 0 && Object.keys(rules).length === 0) return stopCanary(name, options)
    throw notUnderstood(`--stop takes ${name} off the map. Leave out what it should be, or leave out --stop.`)
  }
  const entries = args.length > 0 ? parseEntries(args, options) : undefined
  // What is planned is the page of these visitors. On the map stands only the variant, of which nothing is composed.
  let variant: Variant | undefined
  const { location, revision, plan, isRefused } = await makeChange(
    'canary',
    { ...options, compose: false, isForVariant: true },
    ({ json }) => {
      const known = entries ? undefined : readVariant(json, name)
      const imports = (entries ?? known?.imports) as Variant['imports']
      const wanted = { ...known, ...rules, imports }
      assertHasRule(name, wanted)
      variant = wanted
      return { entries: imports, toMap: () => withVariant(json, name, wanted) }
    },
  )
  return {
    data: { location, revision: revision?.revision ?? null, variant, plan },
    text: colors => {
      const { red, green, bold } = colors
      const outcome = isRefused
        ? red('Nothing was changed. Mend what breaks, or do it all the same with --force.')
        : revision
          ? `${green('on the map')}: variant ${name}, as revision ${bold(String(revision.revision))}`
          : 'The map says this already. Nothing was changed.'
      return `${formatPlan(plan, colors)}\n\n${outcome}`
    },
    exitCode: isRefused ? 1 : 0,
  }
}

/** Without a plan: whoever had the variant gets what all others get. */
async function stopCanary(name: string, { store: location, by, message }: CanaryOptions): Promise<Report> {
  const store = await openStore(location)
  const revision = await changeMap(store, async ({ json }) => {
    readVariant(json, name)
    return { json: withVariant(json, name, undefined), action: 'canary', by, message }
  })
  // The change is never none, so there is a revision.
  const number = revision!.revision
  return {
    data: { location: store.location, revision: number, variant: null, plan: null },
    text: ({ green, bold }) => `${green('off the map')}: variant ${name}, as revision ${bold(String(number))}`,
  }
}

function rulesOf({ percent, cookie, query }: CanaryOptions): Omit<Variant, 'imports'> {
  return {
    ...(percent !== undefined && { percent }),
    ...(cookie !== undefined && { cookie }),
    ...(query !== undefined && { query }),
  }
}

function assertHasRule(name: string, { percent, cookie, query }: Variant): void {
  if (percent !== undefined || cookie !== undefined || query !== undefined) return
  throw notUnderstood(`nothing says whom ${name} is for. Give --percent, --cookie or --query.`)
}

function notUnderstood(why: string): FederationError {
  return new FederationError('FED-628', why)
}

/** What a `Cookie` header can name (RFC 6265, 4.1.1: a token). */
function parseCookieName(text: string): string {
  if (/^[\w!#$%&'*+.^`|~-]+$/.test(text)) return text
  throw new InvalidArgumentError('It is no name of a cookie.')
}

function parseParameter(text: string): string {
  if (text !== '') return text
  throw new InvalidArgumentError('It is empty.')
}

function parsePercent(text: string): number {
  const percent = Number(text)
  if (text.trim() !== '' && percent >= 0 && percent <= 100) return percent
  throw new InvalidArgumentError('It is a number from 0 to 100.')
}
