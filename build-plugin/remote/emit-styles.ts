import { basename } from 'node:path'
import type { OutputChunk, PluginContext } from 'rollup'
import type { StyleCollector } from '../assets/collect-styles.js'

/** Writes the CSS of each chunk as an asset. Chunk → its stylesheets, relative to `assets/`. */
export function emitStyles(
  context: PluginContext,
  chunks: readonly OutputChunk[],
  styles: StyleCollector,
): Map<string, readonly string[]> {
  const stylesheets = new Map<string, readonly string[]>()
  for (const chunk of chunks) {
    const source = styles.toCss(context, chunk.moduleIds)
    if (source === '') continue
    const reference = context.emitFile({ type: 'asset', name: `${basename(chunk.name)}.css`, source })
    stylesheets.set(chunk.fileName, [context.getFileName(reference).replace(/^assets\//, '')])
  }
  return stylesheets
}
