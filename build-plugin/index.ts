/*
 * The folders, each of which imports from those alone that stand before an arrow before it:
 * packages → options → shared-packages, es-modules → assets, compile → types, system-format → copies → remote → dev
 */

export { federation } from './federation.js'
export type { ExposeOptions, FederationOptions, Mode, SharedOptions } from './options/federation-options.js'
