import type { Plugin } from 'vite'
import { toImportMap } from '../../core/index.js'
import { aloneBase, resolveAlone } from '../remote/resolve-alone.js'
import { startId } from './dev-ids.js'
import type { LiveRemote } from './live-remote.js'
import type { DevRemote } from './make-dev-remote.js'
import { bridgeFile } from './print-exposes.js'

/**
 * Gives the project's own index.html, where it is none of fedmap's pages, what such a page would: an import map, and the
 * bridge.
 *
 * @param baseOf the dev server's base path, known once it runs
 */
export function mapLonePage(remote: LiveRemote, baseOf: () => string): Plugin {
  return {
    name: 'fedmap-dev-page',
    transformIndexHtml: {
      order: 'pre',
      async handler(html, { originalUrl }) {
        // A page of fedmap's says itself what it is made of.
        if (originalUrl === startId || /\bfedmap[\w-]*\.js\b/.test(html)) return html
        const base = baseOf()
        return {
          html,
          tags: [
            {
              tag: 'script',
              attrs: { type: 'importmap' },
              children: toLoneMap(await remote.make(), base),
              injectTo: 'head-prepend',
            },
            { tag: 'script', attrs: { type: 'module', src: `${base}esm/${bridgeFile}` }, injectTo: 'head-prepend' },
          ],
        }
      },
    },
  }
}

/** The import map of a page that has no other remotes, for the native engine. */
function toLoneMap({ manifest }: DevRemote, base: string): string {
  const { imports, scopes } = toImportMap(resolveAlone(manifest))
  return JSON.stringify({ imports, scopes }).replaceAll(`${aloneBase}system/`, `${base}esm/`)
}
