import { readdir, readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { Command } from 'commander'
import { declarationsFolder, type RemoteEntry } from '../../core/index.js'
import { fetchEach } from '../fetch/fetch-each.js'
import { manifestEntries } from '../fetch/fetch-manifest.js'
import { readMap } from '../history/current-map.js'
import { noSuchEntry } from '../map/no-such-entry.js'
import { readPage } from '../map/read-page.js'
import { openMap } from '../store/open-store.js'
import { type FetchedTypes, fetchTypes } from '../types/fetch-types.js'
import { writeTypes } from '../types/write-types.js'
import { countOf } from './format-bytes.js'
import { type MapOptions, withMapOptions } from './map-options.js'
import { type PageOptions, withPageOptions } from './page-options.js'
import { withProgress } from './progress.js'
import { exitCodes, type Report, reportAction } from './report.js'

interface TypesOptions extends PageOptions, MapOptions {
  readonly out: string
}

/** `fedmap types`: what TypeScript has to know of other remotes. */
export function typesCommand(): Command {
  return withMapOptions(withPageOptions(new Command('types')))
    .summary("fetch the types of what the page's remotes expose")
    .description(
      `Fetches from the deployed remotes what TypeScript has to know of their exposes, and writes it to a folder, so that
\`import Price from '@mall/catalog/Price'\` has the types of the version that is on the page.

A remote has types where it is built with \`types: true\`. Name remotes to fetch only theirs; one that is named and has
none is an error.`,
    )
    .argument('[remotes...]', 'only these remotes')
    .option('-o, --out <folder>', 'where to write', '.fedmap/types')
    .addHelpText(
      'after',
      `
Examples:
  $ fedmap types --store https://shop.example/importmap.json
  $ fedmap types @mall/catalog @mall/cart

${exitCodes}`,
    )
    .action(reportAction(fetchAll))
}

async function fetchAll(names: readonly string[], { store, mapUrl, out }: TypesOptions): Promise<Report> {
  const { json } = await readMap(await openMap(store))
  const remotes = manifestEntries(readPage(json, mapUrl))
  const known = new Set(remotes.map(({ name }) => name))
  for (const name of names) if (!known.has(name)) throw noSuchEntry(name, known)
  // With those whose folders lie in the folder that is written anew.
  const isWanted = ({ name }: RemoteEntry) => names.some(asked => name === asked || name.startsWith(`${asked}/`))
  const wanted = names.length > 0 ? remotes.filter(isWanted) : remotes

  const { values: written, failed: without } = await withProgress(progress =>
    fetchEach(wanted, entry => {
      progress.show(`fetching the types of ${entry.name}`)
      return fetchTypes(entry)
    }),
  )
  for (const name of names) if (without.has(name)) throw without.get(name)
  // One by one, in the order of their names: a remote's folder may lie in another's.
  for (const types of written) await writeTypes(out, types)

  const paths = toPaths(
    written.map(({ remote }) => remote),
    out,
  )
  const isKnown = written.length === 0 || (await isInTsconfig(out))
  return {
    data: {
      out,
      written: written.map(({ remote, version, files }) => ({ remote, version, exposes: exposesOf(files) })),
      without: [...without].map(([remote, { code, message }]) => ({ remote, code, message })),
      paths,
    },
    text: ({ green, yellow, bold }) =>
      [
        ...written.map(({ remote, version, files }) => {
          const exposes = exposesOf(files).length
          return `${green('written')}: ${remote} ${version ?? ''} (${countOf(exposes, 'expose', 'exposes')})`
        }),
        ...[...without.values()].map(({ message }) => yellow(message)),
        ...(isKnown ? [] : [bold('Next, in tsconfig.json:'), `"paths": ${JSON.stringify(paths, null, 2)}`]),
      ].join('\n') || 'There are no remotes on the map.',
  }
}

function exposesOf(files: FetchedTypes['files']): readonly string[] {
  return Object.keys(files).filter(path => !path.startsWith(`${declarationsFolder}/`))
}

/** What TypeScript finds the types by, in every mode of its resolution: a line for each npm scope, two for a name without. */
function toPaths(names: readonly string[], out: string): Readonly<Record<string, readonly string[]>> {
  const folder = fromHere(out)
  const patterns = names.flatMap(name => (name.startsWith('@') ? [name.replace(/\/.*/, '/*')] : [name, `${name}/*`]))
  const files = (pattern: string) => ['.d.ts', '/index.d.ts'].map(end => `${folder}/${pattern}${end}`)
  return Object.fromEntries([...new Set(patterns)].map(pattern => [pattern, files(pattern)]))
}

/** Whether a configuration of TypeScript in this folder names the folder of the types. */
async function isInTsconfig(out: string): Promise<boolean> {
  const names = (await readdir('.')).filter(name => /^tsconfig.*\.json$/.test(name))
  const texts = await Promise.all(names.map(name => readFile(name, 'utf8')))
  return texts.some(text => text.includes(fromHere(out)))
}

/** A folder as TypeScript's configuration here names it. */
function fromHere(folder: string): string {
  const path = relative('.', folder).replaceAll('\\', '/')
  return path.startsWith('../') ? path : `./${path}`
}
