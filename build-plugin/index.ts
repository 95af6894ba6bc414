export { federation } from './federation.js'
export type { ExposeOptions, FederationOptions, Mode, SharedOptions } from './options/federation-options.js'
