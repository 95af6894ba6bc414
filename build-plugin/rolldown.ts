import type { Plugin } from 'rolldown'
import { federation as rollupFederation } from './federation.js'
import type { FederationOptions } from './options/federation-options.js'

export type { ExposeOptions, FederationOptions, Mode, SharedOptions } from './options/federation-options.js'

/** The build plugin for rolldown: that for rollup, with rolldown's types. */
export function federation(options: FederationOptions): Plugin[] {
  return rollupFederation(options) as unknown as Plugin[]
}
