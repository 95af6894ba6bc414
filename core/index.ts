export type { Composed } from './composed/composed.js'
export type { ErrorCode } from './errors/error-table.js'
export { errorTable } from './errors/error-table.js'
export type { ErrorPlace } from './errors/federation-error.js'
export { FederationError } from './errors/federation-error.js'
export type { ImportMap, SpecifierMap } from './import-map/import-map.js'
export type {
  Copy,
  Expose,
  Format,
  Manifest,
  ModuleNode,
  Requirement,
  SharedPackage,
  Uses,
} from './manifest/manifest.js'
export type { Cause, Placement, Remote, Resolution, StandIn } from './resolution/resolution.js'
