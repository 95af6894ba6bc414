import type { OutputAsset, OutputBundle } from 'rollup'
import type { Stylesheet } from './emit-styles.js'

/** Chunk → its stylesheets, as Vite has noted them. */
export function readViteStylesheets(bundle: OutputBundle): Map<string, readonly Stylesheet[]> {
  const toStylesheet = (fileName: string): Stylesheet => ({
    fileName,
    source: (bundle[fileName] as OutputAsset).source,
  })
  return new Map(
    Object.values(bundle).map(file => {
      const { viteMetadata } = file as { viteMetadata?: { importedCss?: ReadonlySet<string> } }
      return [file.fileName, [...(viteMetadata?.importedCss ?? [])].map(toStylesheet)]
    }),
  )
}
