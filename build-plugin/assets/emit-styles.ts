import { basename } from 'node:path'
import type { OutputBundle, PluginContext } from 'rollup'
import type { StyleCollector } from './collect-styles.js'

export interface Stylesheet {
  /** `'assets/Widget-91aa82bb.css'` */
  readonly fileName: string
  readonly source: string | Uint8Array
}

/** Writes the CSS of each chunk as an asset. Chunk → its stylesheets. */
export function emitStyles(
  context: PluginContext,
  bundle: OutputBundle,
  styles: StyleCollector,
): Map<string, readonly Stylesheet[]> {
  const stylesheets = new Map<string, readonly Stylesheet[]>()
  for (const chunk of Object.values(bundle)) {
    const source = chunk.type === 'chunk' ? styles.toCss(context, chunk.moduleIds) : ''
    if (chunk.type !== 'chunk' || source === '') continue
    const reference = context.emitFile({ type: 'asset', name: `${basename(chunk.name)}.css`, source })
    stylesheets.set(chunk.fileName, [{ fileName: context.getFileName(reference), source }])
  }
  return stylesheets
}
