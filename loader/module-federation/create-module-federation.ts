import type { RemoteEntry } from '../../core/index.js'
import type { PageWithManifests } from '../engine/page-with-manifests.js'
import type { System } from '../engine/system.js'
import { createForeignRemotes } from './foreign-remotes.js'
import type { ModuleFederation } from './module-federation-part.js'
import { fromForeignModule } from './to-foreign-module.js'

/**
 * Makes what Module Federation remotes expose modules like any other. It is no file: a remote's container gives it. So
 * each gets a URL, which is the remote's manifest's with the expose as the fragment, and SystemJS, asked for that, asks
 * the remote.
 */
export function createModuleFederation(system: System, page: PageWithManifests): ModuleFederation {
  const { instantiate } = system
  const getExpose = createForeignRemotes(page, url => system.import(url))
  const exposes = new Map<string, { readonly remote: RemoteEntry; readonly name: string }>()

  system.instantiate = async (url, parentUrl, meta) => {
    const expose = exposes.get(url)
    if (!expose) return instantiate.call(system, url, parentUrl, meta)
    const factory = await getExpose(expose.remote, expose.name)
    return [[], exportAll => ({ execute: () => void exportAll(fromForeignModule(factory())) })]
  }

  return {
    urlOf(remote, specifier) {
      const name = `.${specifier.slice(remote.name.length)}`
      const url = `${remote.url.split('#', 1)[0]}#${name}`
      exposes.set(url, { remote, name })
      return url
    },
  }
}
