import { type Format, parseManifest, type Remote, readPageMap, resolveShared, writeComposed } from '../../core/index.js'
import type { Mall } from './serve-mall.js'

/** importmap.json with its generated part, as `fedmap compose` writes it. */
export function composeMap(
  mall: Mall,
  map: Readonly<Record<string, unknown>>,
  format?: Format,
): Readonly<Record<string, unknown>> {
  const page = readPageMap(map, `${mall.page.origin}/importmap.json`)
  const remotes = page.remotes.map(({ name, url }): Remote => {
    const manifest = JSON.parse(mall.remotes[name]?.files.get('/federation.json') as string)
    return { name, base: new URL('.', url).href, manifest: parseManifest(manifest, url) }
  })
  return writeComposed(map, page, resolveShared(remotes, { host: page.host, format }))
}
