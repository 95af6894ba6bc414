import type { DevRemote } from './make-dev-remote.js'

/** What a dev server's sources are as a remote. They change while it runs, so that it is made again. */
export interface LiveRemote {
  /** Of the sources as they are now. Asking again while it is being made is asking once. */
  readonly make: () => Promise<DevRemote>
  /** As it was made last; made now, where it never was. */
  readonly last: () => Promise<DevRemote>
  /** As it was made last, `undefined` where it never was. */
  readonly made: () => DevRemote | undefined
}

export function createLiveRemote(makeNow: () => Promise<DevRemote>): LiveRemote {
  let made: DevRemote | undefined
  let making: Promise<DevRemote> | undefined
  const make = () => {
    making ??= makeNow()
      .then(remote => {
        made = remote
        return remote
      })
      .finally(() => {
        making = undefined
      })
    return making
  }
  return { make, last: async () => made ?? make(), made: () => made }
}
