import { fileURLToPath } from 'node:url'
import { FederationError } from '../../core/index.js'
import { openAzureStore } from './azure-store.js'
import { openFileStore } from './file-store.js'
import { openS3Store } from './s3-store.js'
import { openServedMap } from './served-map.js'
import type { Store, StoredMap } from './store.js'
import { withProbe } from './with-probe.js'

/**
 * Opens a map to read it: in its store, or where it is served, `https://shop.example/importmap.json`.
 *
 * @throws FED-620 where it is neither, FED-619 where the package for the store is not installed
 */
export async function openMap(location: string): Promise<StoredMap> {
  assertNoSecrets(location)
  return isServed(location) && URL.canParse(location) ? openServedMap(location) : openStore(location)
}

/** Whether a location says where pages get the map, rather than where it is deployed to. */
export function isServed(location: string): boolean {
  return /^https?:\/\//i.test(location)
}

/**
 * Opens the store that holds a map. The clients of S3 and Azure are optional packages, loaded only for their stores.
 *
 * @param location a path (`importmap.json`, `/srv/www/importmap.json`), `s3://bucket/folder/importmap.json`, or
 *   `azure://container/folder/importmap.json`; it ends in the map's name
 * @throws FED-620 where it is none of these, FED-619 where the package for it is not installed
 */
export async function openStore(location: string): Promise<Store> {
  assertNoSecrets(location)
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(location)?.[1]?.toLowerCase()
  if (!location.split('?', 1)[0]?.endsWith('.json'))
    throw notAStore(location, 'it does not end in the name of a map, such as importmap.json')
  const isObjectStore = scheme === 's3' || scheme === 'azure'
  if (isObjectStore && !(URL.canParse(location) && new URL(location).hostname)) {
    throw notAStore(location, `it names no ${scheme === 's3' ? 'bucket' : 'container'}`)
  }
  if (isObjectStore && !isEscaped(new URL(location).pathname)) {
    throw notAStore(location, 'a % in it escapes nothing; the character itself is %25')
  }
  switch (scheme) {
    case undefined:
      return openFileStore(location)
    case 'file':
      return openFileStore(fileURLToPath(location))
    case 's3':
      return withProbe(await openS3Store(location))
    case 'azure':
      return withProbe(await openAzureStore(location))
    case 'http':
    case 'https':
      throw notAStore(location, 'a map at its URL has no history and cannot be changed')
    default:
      throw notAStore(location, `fedmap knows no store of the kind ${scheme}`)
  }
}

/** Locations are in messages, which are in the logs of CI. */
function assertNoSecrets(location: string): void {
  // The address of an S3 endpoint is part of it, escaped or not.
  const shown = location.replace(/((?::|%3a)(?:\/\/|%2f%2f))(?:(?!%2f)[^/?#&])*(?:@|%40)/gi, '$1')
  if (shown === location) return
  throw notAStore(
    shown,
    'it had a user name or a password in it, which fedmap does not send. Stores have their own way',
  )
}

function isEscaped(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

function notAStore(location: string, why: string): FederationError {
  const detail = `${location}: ${why}. Give --store a path, s3://bucket/importmap.json or azure://container/importmap.json.`
  return new FederationError('FED-620', detail)
}
