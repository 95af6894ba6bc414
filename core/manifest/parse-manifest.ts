import type { Malformed } from './checks.js'
import type { Manifest } from './manifest.js'
import { manifestError } from './manifest-error.js'
import { readManifest } from './read-manifest.js'

/**
 * Reads federation.json, as `readManifest`.
 *
 * @param json the parsed file
 * @param url the file's URL, for messages
 * @throws FED-101 where it is no object, FED-102 where it is of a later format, FED-103 for a malformed field, FED-104 for a
 *   path that leads out of its folder, FED-105 for a copy's file outside of the copy's folder, FED-106 for what is no
 *   version or no range
 */
export function parseManifest(json: unknown, url: string): Manifest {
  try {
    return readManifest(json)
  } catch (malformed) {
    throw manifestError(json, url, malformed as Malformed)
  }
}
