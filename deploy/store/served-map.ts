import { basename } from 'node:path'
import { fetchInTime, leaveBody, reasonOf, textOf } from '../fetch/fetch-in-time.js'
import { explainFailures, type FailureKind } from './explain-failures.js'
import type { Stored, StoredMap } from './store.js'

/**
 * The map as pages get it, from a web server: for whoever works on a page and has no access to its store. It can be read,
 * and nothing else.
 *
 * @param url the URL of importmap.json
 */
export function openServedMap(url: string): StoredMap {
  return {
    location: url,
    mapName: decodeURIComponent(basename(new URL(url).pathname)),
    read: () => explainFailures({ location: url, kindOf, advice, reasonOf }, () => fetchMap(url)),
  }
}

/** A server's answer that brings no map. */
class Refusal extends Error {
  constructor(readonly status: number) {
    super(`the server answered ${status}`)
  }
}

async function fetchMap(url: string): Promise<Stored | undefined> {
  const response = await fetchInTime(url)
  if (!response.ok) leaveBody(response)
  if (response.status === 404) return undefined
  if (!response.ok) throw new Refusal(response.status)
  return { text: await textOf(response), tag: response.headers.get('etag') ?? '' }
}

function kindOf(error: unknown): FailureKind {
  if (error instanceof Refusal) return error.status === 401 || error.status === 403 ? 'denied' : 'unknown'
  return 'gone'
}

const advice = {
  gone: 'Look at the address, and at the server.',
  denied: 'Name an address that needs no login, or the store that the map is deployed to.',
}
