import { posix } from 'node:path'
import type { Plugin } from 'vite'
import { isFedmapPage } from '../../core/page/is-fedmap-page.js'
import { toLoneMap } from './to-lone-map.js'

/** Stands in a page until it is known what the remote carries. */
const unknownMap = '{"imports":{"fedmap-lone-page":"/"}}'

/**
 * Has the pages run that Vite builds beside the remote: one of the project's own gets the import map of the remote alone,
 * on its own copies; in one with the loader, the loader's tags stay as they are.
 */
export function mapBuiltPage(): Plugin {
  return {
    name: 'fedmap-page',

    transformIndexHtml: {
      order: 'pre',
      handler(html) {
        // Vite would preload a copy of the map as it is now, under another name.
        if (isFedmapPage(html)) return html.replace(loaderTags, '$& vite-ignore')
        return [{ tag: 'script', attrs: { type: 'importmap' }, children: unknownMap, injectTo: 'head-prepend' }]
      },
    },

    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const manifest = bundle['federation.json']
        if (manifest?.type !== 'asset') return
        for (const file of Object.values(bundle)) {
          if (file.type !== 'asset' || !file.fileName.endsWith('.html')) continue
          const folder = posix.relative(posix.dirname(file.fileName), 'esm/').replace(/^(?!\.)/, './')
          file.source = String(file.source)
            .replace(unknownMap, () => toLoneMap(JSON.parse(String(manifest.source)), `${folder}/`))
            .replace(packageScripts, '')
        }
      },
    },
  }
}

/** The tags of the map and of the loader, without their ends. */
const loaderTags = /<(?:link|script)\b(?=[^>]*(?:\bas="?fetch\b|systemjs-importmap|\bfedmap[\w-]*\.js\b))/g

/** Vite makes scripts of what an entry that is an expose too imports, also of shared packages: `src="react"`. */
const packageScripts = /\s*<script type="module"[^>]* src="(?!\.|\/|[a-z]+:)[^"]*"><\/script>/g
