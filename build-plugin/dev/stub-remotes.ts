import type { Plugin } from 'vite'
import { FederationError } from '../../core/index.js'
import type { Settings } from '../options/federation-options.js'
import { findRemote } from '../options/find-remote.js'

const prefix = '\0fedmap/no-page-for/'

/** Where `paths` of tsconfig.json lead, which some bundlers and plugins follow too: nothing that runs. */
const declaration = /\.d\.[cm]?ts$/

/** By what the plugins are called with which these tools run the project's sources. */
const testTools = /^(?:vitest|storybook|cypress|playwright)/

/** Whether Vite is run for unit tests or stories: these have neither a page of fedmap's nor a remote to write. */
export function isForTests({ plugins = [] }: { readonly plugins?: readonly unknown[] }): boolean {
  const all = plugins.flat(Number.POSITIVE_INFINITY) as (Partial<Plugin> | null | undefined)[]
  return all.some(plugin => testTools.test(plugin?.name ?? ''))
}

/**
 * Lets unit tests, stories and what runs on a server import what imports other remotes: what nothing else resolves is there
 * to be mocked, and FED-527 where it runs after all.
 */
export function stubRemotes({ remotes }: Settings): Plugin {
  return {
    name: 'fedmap-stub-remotes',
    applyToEnvironment: environment =>
      environment.config.consumer === 'server' || isForTests(environment.getTopLevelConfig()),
    enforce: 'pre',

    async resolveId(source, importer, options) {
      const specifier = findRemote(remotes, source)
      if (specifier === undefined) return null
      // Of a package of the workspace that does not export it nothing is found either.
      const found = await this.resolve(source, importer, { ...options, skipSelf: true }).catch(() => null)
      return found === null || declaration.test(found.id) ? prefix + specifier : found
    },

    load(id) {
      if (!id.startsWith(prefix)) return null
      const specifier = id.slice(prefix.length)
      const detail = `${specifier} is another remote's. Mock it in tests (vi.mock('${specifier}', …)), or give it an alias.`
      const { message } = new FederationError('FED-527', detail, { specifier })
      return `throw Object.assign(new Error(${JSON.stringify(message)}), { code: 'FED-527' })`
    },
  }
}
