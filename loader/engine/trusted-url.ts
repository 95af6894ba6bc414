import type { SpecifierMap } from '../../core/index.js'
import { trustedPolicy } from '../trusted-policy.js'
import type { Page } from './engine.js'

/**
 * Makes a script's URL one that a page will take that requires trusted types: only URLs of the map in force. Any other
 * stays a string, which such a page refuses; where a page does not require them, it imports what it likes.
 */
export function toTrustedUrl(url: string, page: Page): string {
  const isTrusted = isOfMap(url.replace(/[?&]retry=\d+$/, ''), page)
  return (isTrusted && trustedPolicy()?.createScriptURL(url)) || url
}

/** Whether something in the map leads to a URL: a scope, a stand-in, an address, a folder that is mapped. */
function isOfMap(url: string, { composed, integrityOf }: Page): boolean {
  const { map, standIns } = composed()
  const isUnder = (place: string | null) => url === place || (place?.endsWith('/') && url.startsWith(place))
  const hasAddress = (specifiers: SpecifierMap) => Object.values(specifiers).some(isUnder)
  return (
    integrityOf(url) !== '' ||
    Object.keys(map.scopes).some(isUnder) ||
    Object.values(standIns).some(list => list.some(standIn => isUnder(standIn.url))) ||
    [map.imports, ...Object.values(map.scopes)].some(hasAddress)
  )
}
