/*
 * The folders, each of which imports from those alone that stand before an arrow before it:
 * errors → ranges, import-map → manifest → resolution → explain → page → composed → module-federation
 *
 * ranges is versions as npm has them, import-map what the HTML standard says, manifest federation.json, resolution who gets
 * which copy, explain why, page importmap.json, composed what a page runs on and the part of importmap.json that says it,
 * module-federation what remotes built with that get of the page.
 *
 * What stands below is for the other folders of the project; what is not here they take of its file. `fedmap/core` is
 * public.ts.
 */

export type { File } from './composed/closure-of.js'
export { closureOf } from './composed/closure-of.js'
export type { Composed } from './composed/composed.js'
export { keptCopies, resolveKeeping, withoutOtherFiles } from './composed/kept-copies.js'
export { overrideComposed } from './composed/override-composed.js'
export { readComposed } from './composed/read-composed.js'
export { readPlacements } from './composed/read-placements.js'
export { toComposed } from './composed/to-composed.js'
export { toImportMap } from './composed/to-import-map.js'
export { writeComposed } from './composed/write-composed.js'
export type { ErrorCode } from './errors/error-table.js'
export { errorTable } from './errors/error-table.js'
export type { ErrorPlace } from './errors/federation-error.js'
export { FederationError } from './errors/federation-error.js'
export { explain, explainOutcome } from './explain/explain.js'
export type { Suggestion } from './explain/suggest.js'
export { suggest } from './explain/suggest.js'
export type { ConflictPolicy } from './import-map/compose-import-maps.js'
export { composeImportMaps } from './import-map/compose-import-maps.js'
export type { ImportMap, SpecifierMap } from './import-map/import-map.js'
export { parseImportMap } from './import-map/parse-import-map.js'
export { resolveSpecifier } from './import-map/resolve-specifier.js'
export { resolveUrlLike } from './import-map/resolve-url-like.js'
export type { Malformed } from './manifest/checks.js'
export { copyFolder } from './manifest/copy-folder.js'
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
export { manifestError } from './manifest/manifest-error.js'
export { parseManifest } from './manifest/parse-manifest.js'
export type { RemoteTypes } from './manifest/parse-types.js'
export { declarationsFolder, isPathBelow, parseTypes } from './manifest/parse-types.js'
export { readManifest } from './manifest/read-manifest.js'
export type { PageShare, PageShares } from './module-federation/choose-page-shares.js'
export { choosePageShares } from './module-federation/choose-page-shares.js'
export type {
  ForeignShare,
  ModuleFederationEntry,
  ModuleFederationManifest,
} from './module-federation/module-federation-manifest.js'
export { parseModuleFederationManifest } from './module-federation/parse-module-federation-manifest.js'
export { applyOverrides } from './page/apply-overrides.js'
export type { Generated, GeneratedKey, PageMap, RemoteEntry } from './page/page-map.js'
export { readPageMap } from './page/read-page-map.js'
export { remoteOf } from './page/remote-of.js'
export { unmappedError } from './page/unmapped-error.js'
export { compareVersions } from './ranges/compare-versions.js'
export { satisfies } from './ranges/satisfies.js'
export { allExtras } from './resolution/extras.js'
export { preferDevelopment } from './resolution/prefer-development.js'
export type {
  Cause,
  Link,
  Offer,
  Placement,
  Placements,
  PreviousResolution,
  Remote,
  Resolution,
  ResolveOptions,
  StandIn,
} from './resolution/resolution.js'
export { resolveShared } from './resolution/resolve-shared.js'
export type { Resolved } from './resolution/resolve-within.js'
export { toResolution } from './resolution/to-resolution.js'
