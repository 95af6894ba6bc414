import type { FederationError } from '../../core/index.js'

/** What the loader reports, by the name of the event. Data only, fit to be sent to a monitoring service. */
export interface LoaderEvents {
  /** A map is in force: the first one, or a new one since a remote joined. */
  readonly resolved: {
    /** The remotes that can be imported. */
    readonly remotes: readonly string[]
    /** Bytes of all copies in use; absent where the map was composed beforehand. */
    readonly cost?: number
  }
  /** A remote cannot be imported; the others can. */
  readonly rejected: { readonly remote: string; readonly error: FederationError }
  /** A remote joined after the first resolution, of which all that runs stayed as it was. */
  readonly late: {
    readonly remote: string
    /** Bytes of the copies in use beside those that run already: what it added. */
    readonly cost: number
  }
  /** A fetch failed and is repeated. */
  readonly retry: { readonly url: string; readonly attempt: number; readonly why: string }
  /** Another copy took over for a file that failed. */
  readonly fallback: { readonly url: string; readonly standIn: string; readonly why: string }
  /** The last good version of importmap.json or of a manifest is used, since no newer one could be fetched. */
  readonly stale: { readonly url: string; readonly ageInSeconds: number; readonly why: string }
  /** Something is missing that nothing depends on to run: a stylesheet, a malformed entry. */
  readonly warning: { readonly message: string; readonly url?: string }
}

export type Emit = <Name extends keyof LoaderEvents>(event: Name, detail: LoaderEvents[Name]) => void

/** Calls `listener` at every such event from now on. Returns what ends that. */
export type On = <Name extends keyof LoaderEvents>(
  event: Name,
  listener: (detail: LoaderEvents[Name]) => void,
) => () => void

export function createEvents(): { readonly on: On; readonly emit: Emit } {
  const listeners = new Map<string, Set<(detail: never) => void>>()
  return {
    on(event, listener) {
      const ofEvent = listeners.get(event) ?? new Set()
      listeners.set(event, ofEvent.add(listener))
      return () => ofEvent.delete(listener)
    },
    emit(event, detail) {
      for (const listener of listeners.get(event) ?? []) {
        // A listener that throws is the page's fault to see, and no reason for the loader to stop.
        try {
          listener(detail as never)
        } catch (error) {
          reportError(error)
        }
      }
    },
  }
}
