import type { PluginContext } from 'rollup'
import type { Plugin } from 'vite'
import { isStylesheet } from '../shared-packages/link-packages.js'
import { isDevId, isUnlistedId, jsxPrefix, specifierOf, startId, toSharedId, toUnlistedId } from './dev-ids.js'
import type { FindPageImport } from './find-page-import.js'
import { printBridged, printJsxRuntime } from './print-bridged.js'

export interface SourceLinks {
  readonly remoteName: string
  readonly findImport: FindPageImport
  /** The names that the remote's own copy exports under a specifier; `undefined` where it has none. */
  readonly namesOf: (specifier: string) => Promise<readonly string[] | undefined>
  /** The source of the module that runs before all others. */
  readonly printStart: () => Promise<string>
}

/** Hooks that turn what the sources import of the page into modules of the dev server, and say what these are. */
export function linkSources(links: SourceLinks): Required<Pick<Plugin, 'resolveId' | 'load'>> {
  const { remoteName, findImport, namesOf, printStart } = links
  return {
    resolveId: {
      order: 'pre',
      async handler(source, importer, options) {
        if (isDevId(source)) return source
        const found = importer === undefined ? undefined : findImport(source, importer)
        if (!found || importer === undefined) return null
        const rollup = this as unknown as PluginContext
        if (found.subpath !== '.' && (await isStylesheet(rollup, source, importer, options as never))) return null
        if (found.isUnlisted) return toUnlistedId(found.bare)
        return found.subpath === './jsx-dev-runtime' ? jsxPrefix + found.package : toSharedId(found.bare)
      },
    },

    async load(id) {
      if (!isDevId(id)) return null
      if (id === startId) return printStart()
      if (id.startsWith(jsxPrefix)) return printJsxRuntime(id.slice(jsxPrefix.length))
      const specifier = specifierOf(id)
      if (specifier === undefined) return null
      if (!isUnlistedId(id)) {
        const names = await namesOf(specifier)
        return names ? printBridged(specifier, remoteName, names) : null
      }
      const names = new URLSearchParams(id.split('?')[1]).get('names')?.split(',') ?? []
      const used = names.filter(name => name !== '')
      return printBridged(specifier, remoteName, used)
    },
  }
}
