import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Argument, Command, Option } from 'commander'
import { FederationError } from '../../core/index.js'
import type { InitPlan } from '../init/plan-build.js'
import { planHost, planRemote } from '../init/plan-init.js'
import { type Bundler, bundlers } from '../init/project.js'
import { readProject } from '../init/read-project.js'
import { emptyMap } from '../init/templates.js'
import { openStore } from '../store/open-store.js'
import { type MapOptions, withMapOptions } from './map-options.js'
import { exitCodes, type Report, reportAction } from './report.js'

interface InitOptions extends MapOptions {
  readonly bundler?: Bundler
}

/** `fedmap init`: what a new remote, host or map needs. */
export function initCommand(): Command {
  return withMapOptions(new Command('init'))
    .summary('add what a new remote, host or map needs')
    .description(
      `Writes what is missing in the project of the current directory, and says what is left to do. A file that is there
already is not touched.

remote: a configuration of its bundler with fedmap's plugin, sharing what its package.json has that is worth sharing.
host: a page with the loader's tags, an empty importmap.json, and what runs first, which is built as a remote too.
map: an empty map in the store of --store, for a page that is deployed to a bucket.`,
    )
    .addArgument(new Argument('<what>', 'what to begin').choices(['remote', 'host', 'map']))
    .addOption(new Option('--bundler <name>', 'default: the one that the project uses').choices(bundlers))
    .addHelpText(
      'after',
      `
Examples:
  $ fedmap init remote
  $ fedmap init remote --bundler rollup
  $ fedmap init host --bundler rolldown
  $ fedmap init map --store s3://shop/importmap.json

${exitCodes}`,
    )
    .action(reportAction(init))
}

async function init(what: 'remote' | 'host' | 'map', { store, bundler }: InitOptions): Promise<Report> {
  if (what === 'map') return initMap(store)
  try {
    const project = await readProject()
    return await carryOut(what === 'host' ? planHost(project, bundler) : planRemote(project, bundler))
  } catch (cause) {
    const detail = `${resolve()} (${(cause as Error).message}). Run the command in the project's folder, as a user who may write there.`
    throw new FederationError('FED-627', detail, {}, cause)
  }
}

async function initMap(location: string): Promise<Report> {
  const store = await openStore(location)
  const isNew = await store.write(store.mapName, emptyMap, undefined)
  return {
    data: { location: store.location, written: isNew ? [store.mapName] : [], steps: [] },
    text: ({ green }) => (isNew ? `${green('written')}: ${store.location}` : `${store.location} is there already.`),
  }
}

async function carryOut({ files, steps }: InitPlan): Promise<Report> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text, { flag: 'wx' })
  }
  const written = Object.keys(files)
  return {
    data: { location: resolve(), written, steps },
    text: ({ green, bold }) =>
      [
        ...written.map(path => `${green('written')}: ${path}`),
        bold('Next:'),
        ...steps.map((step, at) => `${at + 1}. ${step}`),
      ].join('\n'),
  }
}
