/*
 * The folders, each of which imports from those before it alone; the files beside this comment that are no entry, from none:
 * packages → options → shared-packages, es-modules → assets, compile → types, system-format → copies → remote → dev
 */

export { federation } from './federation.js'
export type { ExposeOptions, FederationOptions, Mode, SharedOptions } from './options/federation-options.js'
