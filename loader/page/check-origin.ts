import { FederationError } from '../../core/index.js'
import type { LoaderOptions } from '../loader.js'

/**
 * Makes the check of where files may come from. Origins are compared whole: `https://example.com` admits neither
 * `https://example.com.evil.net` nor another port. `checkOrigin` throws FED-410.
 */
export function originCheck(allowed: LoaderOptions['allowedOrigins'] = () => true) {
  const isUrlAllowed = typeof allowed === 'function' ? allowed : ({ origin }: URL) => allowed.includes(origin)
  const isAllowed = (url: string): boolean => isUrlAllowed(new URL(url))
  const checkOrigin = (url: string, remote: string): void => {
    if (isAllowed(url)) return
    const detail = `${remote} would come from ${url}. Add ${new URL(url).origin} to allowedOrigins, if it may.`
    throw new FederationError('FED-410', detail, { remote, url })
  }
  return { isAllowed, checkOrigin }
}
