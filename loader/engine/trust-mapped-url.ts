import { trustedPolicy } from '../trusted-policy.js'
import type { Page } from './engine.js'

/**
 * Makes a script's URL one that a page will take that requires trusted types: only URLs of the map in force. Any other
 * stays a string, which such a page refuses; where a page does not require them, it imports what it likes.
 */
export function trustMappedUrl(url: string, page: Page): string {
  const isTrusted = isOfMap(url.replace(/[?&]retry=\d+$/, ''), page)
  return (isTrusted && trustedPolicy()?.createScriptURL(url)) || url
}

/** Whether something in the map leads to a URL: a scope, a stand-in, an address, a folder that is mapped. */
function isOfMap(url: string, { composed, integrityOf }: Page): boolean {
  const { map, standIns } = composed()
  return (
    integrityOf(url) !== '' ||
    [
      ...Object.keys(map.scopes),
      ...Object.values(standIns).flatMap(list => list.map(standIn => standIn.url)),
      ...[map.imports, ...Object.values(map.scopes)].flatMap(specifiers => Object.values(specifiers)),
    ].some(place => url === place || (place?.endsWith('/') && url.startsWith(place)))
  )
}
