import { Command } from 'commander'
import { explain, readPlacements } from '../../core/index.js'
import { fetchManifest } from '../fetch/fetch-manifest.js'
import { readMap } from '../history/current-map.js'
import { noSuchEntry } from '../map/no-such-entry.js'
import { readPage } from '../map/read-page.js'
import { resolvePage } from '../page/resolve-page.js'
import { openMap } from '../store/open-store.js'
import { type MapOptions, withMapOptions } from './map-options.js'
import { type PageOptions, withPageOptions } from './page-options.js'
import { exitCodes, type Report, reportAction } from './report.js'

/** `fedmap explain`: who runs on what, and why. */
export function explainCommand(): Command {
  return withMapOptions(withPageOptions(new Command('explain')))
    .summary('say who runs on which copy, and why')
    .description(
      'Says for each remote which copy of each shared package it runs on and why, and why a remote is rejected or warned. Name a package, or a package and a remote, to ask only for these.',
    )
    .argument('[package]', 'only this package; or a remote, for all of its packages')
    .argument('[remote]', 'only this remote')
    .addHelpText(
      'after',
      `
Examples:
  $ fedmap explain                         everything
  $ fedmap explain react                   who runs on which React
  $ fedmap explain react-dom @mall/cart    why cart gets this react-dom
  $ fedmap explain @mall/cart              all that cart runs on

${exitCodes}`,
    )
    .action(reportAction(explainPage))
}

async function explainPage(
  first: string | undefined,
  second: string | undefined,
  options: PageOptions & MapOptions,
): Promise<Report> {
  const { mapUrl } = options
  const store = await openMap(options.store)
  const { json } = await readMap(store)
  const prefer = readPlacements(readPage(json, mapUrl))
  const { page, resolution, unreachable } = await resolvePage(json, { mapUrl, fetchManifest, prefer })

  const names = new Set(page.remotes.map(({ name }) => name))
  const [packageName, remote] = first !== undefined && names.has(first) ? [second, first] : [first, second]
  if (remote !== undefined && !names.has(remote)) throw noSuchEntry(remote, names)
  const unreached = [...unreachable].filter(([name]) => remote === undefined || name === remote)
  const sentences = explain(resolution, packageName, remote).split('\n').filter(Boolean)
  return {
    data: {
      location: store.location,
      sentences,
      unreachable: unreached.map(([remote, { code, message }]) => ({ remote, code, message })),
      environments: toRecord(resolution.environments, toRecord),
      rejected: toRecord(resolution.rejected),
      warned: toRecord(resolution.warned),
      cost: resolution.cost,
      optimal: resolution.optimal,
      lowerBound: resolution.lowerBound,
    },
    text: ({ yellow }) =>
      [...unreached.map(([, { message }]) => yellow(message)), ...sentences].join('\n') || 'Nothing here uses that.',
  }
}

function toRecord<T>(
  map: ReadonlyMap<string, T>,
  change: (value: T) => unknown = value => value,
): Record<string, unknown> {
  return Object.fromEntries([...map].map(([key, value]) => [key, change(value)]))
}
