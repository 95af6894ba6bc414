/*
 * The folders, each of which imports from those alone that stand before an arrow before it:
 * map → fetch → types, store → history → page → plan → init, static-server → commands
 *
 * map is importmap.json as data, store where it lies, history what it was and how it is changed. fetch is what the network
 * says, page what a map leads to, plan what a change of it does to the page, types what TypeScript gets of remotes. init is what
 * a new project needs, static-server a server as a CDN is one. commands puts a command line before each of these.
 */

export { chooseVariant, type MapWithVariants, type Variant, type Visitor } from '../core/page/choose-variant.js'
export {
  type CheckedFiles,
  type CheckFilesOptions,
  checkFiles,
  type ExpectedFile,
  type FileProblem,
} from './fetch/check-files.js'
export { fetchManifest, fetchOnce, type ManifestEntry } from './fetch/fetch-manifest.js'
export { type Change, type ChangeOptions, changeMap } from './history/change-map.js'
export { type CurrentMap, readMap } from './history/current-map.js'
export { type Action, type Revision, readHistory, readRevision } from './history/history.js'
export { rollBack } from './history/roll-back.js'
export type { Entries } from './map/change-entries.js'
export { diffMaps, type EntryChange, type MapDiff } from './map/diff-maps.js'
export type { MapJson } from './map/map-json.js'
export { type ComposedHtml, composeHtml } from './page/compose-html.js'
export { type ComposedMap, type ComposeOptions, composeMap } from './page/compose-map.js'
export { type PageHtml, readPageHtml } from './page/page-html.js'
export { hasItsFiles, type ResolvedPage, type ResolvePageOptions, resolvePage } from './page/resolve-page.js'
export type { CopyName, CopySummary, Totals } from './page/summarize-copies.js'
export { type CheckedPage, type CheckPageOptions, checkPage } from './plan/check-page.js'
export type { MissingExpose } from './plan/missing-exposes.js'
export type { EnvironmentChange, Plan, Told } from './plan/plan-change.js'
export { type PlannedMap, type PlanOptions, planEntries } from './plan/plan-entries.js'
export {
  type Intercept,
  type StaticServer,
  type StaticServerOptions,
  startStaticServer,
} from './static-server/static-server.js'
export { openAzureStore } from './store/azure-store.js'
export { openFileStore } from './store/file-store.js'
export { openMap, openStore } from './store/open-store.js'
export { openS3Store } from './store/s3-store.js'
export type { Store, Stored, StoredMap } from './store/store.js'
export { withProbe } from './store/with-probe.js'
