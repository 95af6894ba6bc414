import type { Emit } from '../events/events.js'
import type { Fetched } from './fetch-json.js'

/**
 * Reads a file that is fetched, or else its last version that could be read: a server that is down today does not take
 * down what it served yesterday. Kept in the browser's cache storage, which only secure contexts have.
 *
 * @param requested the URL that was asked for
 * @param fetched the file, on its way
 * @param read takes what is in it, and throws where that is of no use
 * @param integrity what the page says that the file must have; a version that was kept under another word is not used
 * @throws what kept the file from being fetched or read, where there is no good version
 */
export async function readGood<T>(
  requested: string,
  fetched: Promise<Fetched>,
  read: (file: Fetched) => T | Promise<T>,
  integrity: string | undefined,
  emit: Emit,
): Promise<T> {
  try {
    const file = await fetched
    const result = await read(file)
    // Not while the page waits for what it shows, idle as it is then: to put a file blocks its thread for two milliseconds.
    setTimeout(() => keep(requested, file, integrity).catch(() => {}), 1000)
    return result
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    const kept = code === 'FED-410' ? undefined : await recall(requested, integrity).catch(() => {})
    if (!kept) throw error
    emit('stale', { url: requested, ageInSeconds: Math.round((Date.now() - kept.keptAt) / 1000), why: message })
    return read(kept)
  }
}

const cacheName = 'fedmap'

/** Keeps a file that could be read, for `readGood` on another day. */
export async function keep(requested: string, { json, url }: Fetched, integrity = ''): Promise<void> {
  const kept = new Response(JSON.stringify({ json, url, integrity, keptAt: Date.now() }))
  return (await caches.open(cacheName)).put(requested, kept)
}

async function recall(requested: string, integrity = ''): Promise<(Fetched & { keptAt: number }) | false> {
  const response = await (await caches.open(cacheName)).match(requested)
  const kept = await response?.json()
  return kept?.integrity === integrity && kept
}
