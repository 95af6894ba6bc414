import { randomUUID } from 'node:crypto'
import { FederationError } from '../../core/index.js'
import { ownFolder, type Store } from './store.js'

/**
 * Refuses a store that ignores conditions: some servers that speak S3 do, and so do proxies that drop headers, and two
 * deploys at once would lose one of them. Before the first write it writes twice what must not be written.
 */
export function withProbe(store: Store): Store {
  let probed: Promise<void> | undefined
  return {
    ...store,
    write: async (name, text, expected) => {
      probed ??= probe(store)
      await probed
      return store.write(name, text, expected)
    },
  }
}

async function probe(store: Store): Promise<void> {
  const name = `${ownFolder(store.mapName)}/probe`
  // Not there yet, or there from an earlier deploy: after this it is there.
  await store.write(name, randomUUID(), undefined)
  const wasCreatedTwice = await store.write(name, randomUUID(), undefined)
  const wasReplacedUnseen = await store.write(name, randomUUID(), '00000000000000000000000000000000')
  if (!wasCreatedTwice && !wasReplacedUnseen) return
  const condition = wasCreatedTwice ? 'If-None-Match: *' : 'If-Match'
  const detail = `${store.location} wrote in spite of ${condition}. Use a store that obeys it, or look for a proxy that drops the header.`
  throw new FederationError('FED-618', detail)
}
