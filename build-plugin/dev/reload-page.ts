import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Plugin } from 'rollup'
import { buildsFile } from '../../core/builds-file.js'

/**
 * In watch mode: has the page that runs this remote load itself again once the next build is written. The exposes ask
 * the server that they come from.
 */
export function reloadPage(): Plugin {
  let build = ''
  return {
    name: 'fedmap-reload',

    buildStart() {
      build = Date.now().toString(36)
    },

    renderChunk(code, { isEntry, fileName }) {
      if (!this.meta.watchMode || !isEntry) return null
      const path = `${'../'.repeat(fileName.split('/').length - 1)}${buildsFile}?build=${build}`
      // At the end, so that source maps stay right.
      return {
        code: `${code.trimEnd()}\n(${followBuilds})(new URL(${JSON.stringify(path)}, import.meta.url).href);\n`,
        map: null,
      }
    },

    writeBundle({ dir = '.' }) {
      if (this.meta.watchMode) writeFileSync(join(resolve(dir), buildsFile), build)
    },
  }
}

/** Runs in the page, as text, in the syntax of old ones too. One stream does for all exposes of a build. */
const followBuilds = `function (url) {
  var streams = window.fedmapBuilds || (window.fedmapBuilds = {});
  if (!streams[url]) (streams[url] = new EventSource(url)).onmessage = function () { location.reload(); };
}`
