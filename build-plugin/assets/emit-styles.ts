import { basename } from 'node:path'
import type { OutputBundle, PluginContext } from 'rollup'
import type { StyleCollector } from './collect-styles.js'

/** Writes the CSS of each chunk as an asset. Chunk → its stylesheets, relative to `assets/`. */
export function emitStyles(
  context: PluginContext,
  bundle: OutputBundle,
  styles: StyleCollector,
): Map<string, readonly string[]> {
  const stylesheets = new Map<string, readonly string[]>()
  for (const chunk of Object.values(bundle)) {
    const source = chunk.type === 'chunk' ? styles.toCss(context, chunk.moduleIds) : ''
    if (chunk.type !== 'chunk' || source === '') continue
    const reference = context.emitFile({ type: 'asset', name: `${basename(chunk.name)}.css`, source })
    stylesheets.set(chunk.fileName, [context.getFileName(reference).replace(/^assets\//, '')])
  }
  return stylesheets
}
