/* `fedmap/core`: what tools and other people's code may rely on. */

export type { File } from './composed/closure-of.js'
export { closureOf } from './composed/closure-of.js'
export { toImportMap } from './composed/to-import-map.js'
export type { ErrorCode } from './errors/error-table.js'
export { errorTable } from './errors/error-table.js'
export type { ErrorPlace } from './errors/federation-error.js'
export { FederationError } from './errors/federation-error.js'
export { explain } from './explain/explain.js'
export type { Suggestion } from './explain/suggest.js'
export { suggest } from './explain/suggest.js'
export type { ConflictPolicy } from './import-map/compose-import-maps.js'
export { composeImportMaps } from './import-map/compose-import-maps.js'
export type { ImportMap, SpecifierMap } from './import-map/import-map.js'
export { parseImportMap } from './import-map/parse-import-map.js'
export { resolveSpecifier } from './import-map/resolve-specifier.js'
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
export { parseManifest } from './manifest/parse-manifest.js'
export type { Generated, GeneratedKey, PageMap, RemoteEntry } from './page/page-map.js'
export { readPageMap } from './page/read-page-map.js'
export { compareVersions } from './ranges/compare-versions.js'
export { satisfies } from './ranges/satisfies.js'
export type {
  Cause,
  Link,
  Offer,
  Placement,
  PreviousResolution,
  Remote,
  Resolution,
  ResolveOptions,
  StandIn,
} from './resolution/resolution.js'
export { resolveShared } from './resolution/resolve-shared.js'
