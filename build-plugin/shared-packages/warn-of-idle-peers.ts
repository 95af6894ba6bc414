import { suggestName } from '../../core/errors/find-nearest-name.js'
import type { Settings } from '../options/federation-options.js'
import type { Warn } from '../warn.js'

/** FED-530 for a package in an expose's `peers` that the remote does not share: each has its own, bundled. */
export function warnOfIdlePeers({ exposes, shared }: Settings, warn: Warn): void {
  for (const { name, peers = [] } of exposes) {
    for (const peer of peers.filter(peer => !shared.has(peer))) {
      const detail =
        `peers in exposes['${name}'] names '${peer}', which is not in \`shared\`, so that it asks for nothing.` +
        `${suggestName(peer, shared.keys())} Add it there, or take it out of peers.`
      warn('FED-530', detail)
    }
  }
}
