import { FederationError } from '../../core/index.js'
import type { LoaderOptions } from '../loader.js'

/**
 * Makes the check of where files may come from. Origins are compared whole: `https://example.com` admits neither
 * `https://example.com.evil.net` nor another port.
 *
 * @returns a function that throws FED-410 for a URL that is not admitted
 */
export function originCheck(allowed: LoaderOptions['allowedOrigins']): (url: string, remote: string) => void {
  if (!allowed) return () => {}
  const isAllowed = typeof allowed === 'function' ? allowed : ({ origin }: URL) => allowed.includes(origin)
  return (url, remote) => {
    if (isAllowed(new URL(url))) return
    const detail = `${remote} would come from ${url}. Add ${new URL(url).origin} to allowedOrigins, if it may.`
    throw new FederationError('FED-410', detail, { remote, url })
  }
}
