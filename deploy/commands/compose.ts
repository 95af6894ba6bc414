import { readFile } from 'node:fs/promises'
import { Command, Option } from 'commander'
import { FederationError, type Format } from '../../core/index.js'
import { fetchManifest, fetchOnce } from '../fetch/fetch-manifest.js'
import { changeMap } from '../history/change-map.js'
import { readMap } from '../history/current-map.js'
import { isSameMap } from '../map/map-json.js'
import { composeHtml } from '../page/compose-html.js'
import { type ComposedMap, composeMap } from '../page/compose-map.js'
import { readPageHtml } from '../page/page-html.js'
import { replaceFile } from '../page/replace-file.js'
import { summarizeCopies, totalsOf } from '../page/summarize-copies.js'
import { openStore } from '../store/open-store.js'
import { countOf, formatBytes } from './format-bytes.js'
import { type ChangeMapOptions, withChangeOptions } from './map-options.js'
import { type PageOptions, parseUrl, withPageOptions } from './page-options.js'
import { withProgress } from './progress.js'
import { exitCodes, type Report, reportAction } from './report.js'

interface ComposeCommandOptions extends PageOptions, ChangeMapOptions {
  readonly html?: string
  readonly pageUrl?: string
  readonly format?: Format
  readonly fresh?: boolean
}

/** `fedmap compose`: the composed part of the map, in the map or in the page. */
export function composeCommand(): Command {
  return withChangeOptions(withPageOptions(new Command('compose')))
    .summary('resolve beforehand what pages would resolve, so that they load in one wave')
    .description(
      `Fetches all manifests, resolves the page, and writes the result into the map: which copy each remote gets, every file
of each expose, its integrity. Pages then need no manifests. A later edit of the map by hand stays right: pages see that
the composed part is of other remotes, leave it, and compose for themselves until this command has run again.
\`fedmap deploy\` composes a composed map anew by itself.

With --html the map stays as it is, and the result is written into the page, with a preload link for each file of its
first view (what data-import and data-preload of its loader script name): one round of requests less. Run it again
after each deploy; where nothing changed, neither does the page. Its content security policy needs no entry for a
System map, which is data to the browser; for a map that the browser itself reads the hash is printed.`,
    )
    .option('--html <file>', 'write the composed map into this page')
    .option('--page-url <url>', 'where the page is served; default: the folder of --map-url', parseUrl)
    .addOption(
      new Option(
        '--format <format>',
        'what the page loads: system is for fedmap.js, esm for fedmap-native.js; default: with --html what its loader script loads, else as the map is composed, else system',
      ).choices(['system', 'esm']),
    )
    .option('--fresh', 'choose copies anew, without preferring those that visitors have already')
    .addHelpText(
      'after',
      `
Examples:
  $ fedmap compose
  $ fedmap compose --store s3://shop/importmap.json
  $ fedmap compose --html dist/index.html --map-url https://shop.example/importmap.json

${exitCodes}`,
    )
    .action(reportAction(compose))
}

function compose(options: ComposeCommandOptions): Promise<Report> {
  return withProgress(progress => {
    const fetchShown = fetchOnce(entry => {
      progress.show(`fetching the manifest of ${entry.name}`)
      return fetchManifest(entry)
    })
    return (options.html === undefined ? composeInStore : composeInPage)(options, fetchShown)
  })
}

async function composeInStore(options: ComposeCommandOptions, fetch: typeof fetchManifest): Promise<Report> {
  const { mapUrl, format, fresh, by, message } = options
  const store = await openStore(options.store)
  let composed: ComposedMap | undefined
  const revision = await changeMap(store, async ({ json }) => {
    composed = await composeMap(json, { mapUrl, format, isFresh: fresh, fetchManifest: fetch })
    return isSameMap(composed.json, json) ? undefined : { json: composed.json, action: 'compose', by, message }
  })
  const { data, text } = describe(composed!)
  return {
    data: { location: store.location, revision: revision?.revision ?? null, ...data },
    text: ({ bold, green }) =>
      `${text}\n${revision ? `${green('composed')} as revision ${bold(String(revision.revision))}` : 'The map says this already. Nothing was changed.'}`,
  }
}

async function composeInPage(options: ComposeCommandOptions, fetch: typeof fetchManifest): Promise<Report> {
  const { mapUrl, format, fresh, html: path = '', pageUrl = mapUrl && new URL('.', mapUrl).href } = options
  if (pageUrl === undefined) throw noPageUrl(path)
  const store = await openStore(options.store)
  const { json } = await readMap(store)
  const html = await readUtf8(path).catch(cause => {
    throw pageFailure(path, cause)
  })
  const page = readPageHtml(html, path)
  const composed = await composeHtml(json, page, pageUrl, { mapUrl, format, isFresh: fresh, fetchManifest: fetch })
  const isChanged = composed.html !== html
  if (isChanged) {
    await replaceFile(path, composed.html).catch(cause => {
      throw pageFailure(path, cause)
    })
  }
  const { data, text } = describe(composed)
  const { preloads, unknown, cspHash } = composed
  return {
    data: { page: path, isChanged, preloads, unknown, hasIdlePanel: page.hasIdlePanel, cspHash, ...data },
    text: ({ green, yellow, dim }) =>
      [
        text,
        `${countOf(preloads, 'file is', 'files are')} requested with the page`,
        ...unknown.map(name =>
          yellow(`the page names ${name} in data-import or data-preload, which the map does not have`),
        ),
        ...(page.hasIdlePanel ? [yellow(aboutIdlePanel)] : []),
        dim(`for script-src, where the map is one that the browser itself reads: ${cspHash}`),
        isChanged ? `${green('written')} to ${path}` : `${path} says this already. Nothing was changed.`,
      ].join('\n'),
  }
}

const aboutIdlePanel =
  'what is set in the overrides panel does not count on this page: its <meta name="importmap-type" content="systemjs-importmap"> needs use-injector'

/** Of another encoding the text would come out as another one. */
async function readUtf8(path: string): Promise<string> {
  const bytes = await readFile(path)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw Error('it is not encoded as UTF-8', { cause })
  }
}

function describe({ resolved: { resolution } }: ComposedMap) {
  const copies = summarizeCopies(resolution)
  const { bytes } = totalsOf(copies)
  const rejected = [...resolution.rejected.keys()]
  return {
    data: { remotes: [...resolution.environments.keys()], rejected, copies, bytes, optimal: resolution.optimal },
    text: [
      `${countOf(resolution.environments.size, 'remote', 'remotes')}, ${countOf(copies.length, 'copy', 'copies')} of shared packages, ${formatBytes(bytes)}${resolution.optimal ? ', the least there is' : ''}`,
      ...rejected.map(name => `${name} is rejected; \`fedmap explain ${name}\` says why`),
    ].join('\n'),
  }
}

function noPageUrl(path: string): FederationError {
  const detail = `${path}: which files are of the page's own origin? Say with --page-url where it is served, as https://shop.example/.`
  return new FederationError('FED-621', detail)
}

function pageFailure(path: string, cause: Error): FederationError {
  return new FederationError(
    'FED-626',
    `${path} (${cause.message}). Look at the path and at who may write there.`,
    {},
    cause,
  )
}
