import { FederationError, type GeneratedKey } from '../../core/index.js'
import type { LoaderOptions } from '../loader.js'

/**
 * Makes the check of where files may come from. Origins are compared whole: `https://example.com` admits neither
 * `https://example.com.evil.net` nor another port. `checkOrigin` throws FED-410.
 */
export function createOriginCheck(allowed?: LoaderOptions['allowedOrigins']) {
  const isAllowed = (url: string): boolean =>
    typeof allowed === 'function' ? allowed(new URL(url)) : !allowed || allowed.includes(new URL(url).origin)
  /** What was composed beforehand names all that it leads to, redirects followed: scopes, closures, stand-ins. */
  const isWhollyAllowed = (key: GeneratedKey | undefined): boolean =>
    !allowed || (JSON.stringify(key ?? 0).match(/https?:[^"\s]+/g) ?? []).every(isAllowed)
  const checkOrigin = (url: string, remote: string): void => {
    if (isAllowed(url)) return
    const detail = `${remote} would come from ${url}. Add its origin to allowedOrigins, if it may.`
    throw new FederationError('FED-410', detail, { remote, url })
  }
  return { isWhollyAllowed, checkOrigin }
}
