import type { Plugin } from 'vite'
import { isFedmapPage } from '../../core/page/is-fedmap-page.js'
import { toLoneMap } from '../remote/to-lone-map.js'
import { startId } from './dev-ids.js'
import type { LiveRemote } from './live-remote.js'
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
        if (originalUrl === startId || isFedmapPage(html)) return html
        const base = baseOf()
        return {
          html,
          tags: [
            {
              tag: 'script',
              attrs: { type: 'importmap' },
              children: toLoneMap((await remote.make()).manifest, `${base}esm/`),
              injectTo: 'head-prepend',
            },
            { tag: 'script', attrs: { type: 'module', src: `${base}esm/${bridgeFile}` }, injectTo: 'head-prepend' },
          ],
        }
      },
    },
  }
}
