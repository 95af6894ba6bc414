import { Command } from 'commander'
import { readPlacements, suggest } from '../../core/index.js'
import { fetchManifest } from '../fetch/fetch-manifest.js'
import { readMap } from '../history/current-map.js'
import { readPage } from '../map/read-page.js'
import { resolvePage } from '../page/resolve-page.js'
import { openMap } from '../store/open-store.js'
import { formatBytes } from './format-bytes.js'
import { type MapOptions, withMapOptions } from './map-options.js'
import { type PageOptions, withPageOptions } from './page-options.js'
import { exitCodes, type Report, reportAction } from './report.js'

/** `fedmap suggest`: what would save a copy. */
export function suggestCommand(): Command {
  return withMapOptions(withPageOptions(new Command('suggest')))
    .summary('find which range, if it were wider, would save a copy')
    .description(
      'Finds for each remote the ranges that it could widen so that the page needs fewer copies of shared packages, or so that no remote is rejected or warned any more. Each suggestion is proven by resolving the page with it; whether the remote works with that version is for its tests to say.',
    )
    .addHelpText(
      'after',
      `
Examples:
  $ fedmap suggest
  $ fedmap suggest --json

${exitCodes}`,
    )
    .action(reportAction(suggestForPage))
}

async function suggestForPage({ store: location, mapUrl }: PageOptions & MapOptions): Promise<Report> {
  const store = await openMap(location)
  const { json } = await readMap(store)
  const prefer = readPlacements(readPage(json, mapUrl))
  const { resolution, unreachable } = await resolvePage(json, { mapUrl, fetchManifest, prefer })
  const { remotes, host, format, cost, lowerBound, optimal } = resolution
  const suggestions = suggest([...remotes.values()], { host, format, prefer })
  return {
    data: {
      location: store.location,
      suggestions,
      unreachable: [...unreachable].map(([remote, { code, message }]) => ({ remote, code, message })),
      cost,
      optimal,
      lowerBound,
    },
    text: ({ yellow, bold }) =>
      [
        ...[...unreachable.values()].map(({ message }) => yellow(message)),
        ...suggestions.map(({ text }, at) => `${bold(`${at + 1}.`)} ${text}`),
        ...(suggestions.length === 0 ? ['No single range would save anything if it were wider.'] : []),
        `The copies in use are ${formatBytes(cost)}${optimal ? ', the least there is for these ranges' : ''}.`,
      ].join('\n'),
  }
}
