export { chooseVariant, type MapWithVariants, type Variant, type Visitor } from '../core/page/choose-variant.js'
export {
  type Change,
  type ChangeOptions,
  type CurrentMap,
  changeMap,
  readMap,
} from './history/change-map.js'
export { diffMaps, type EntryChange, type MapDiff } from './history/diff-maps.js'
export { type Action, type MapJson, type Revision, readHistory, readRevision } from './history/history.js'
export { rollBack } from './history/roll-back.js'
export {
  type ComposedHtml,
  type ComposedMap,
  type ComposeOptions,
  composeHtml,
  composeMap,
} from './page/compose-page.js'
export { fetchManifest, fetchOnce } from './page/fetch-manifest.js'
export { type PageHtml, readPageHtml } from './page/page-html.js'
export { hasItsFiles, type ResolvedPage, type ResolvePageOptions, resolvePage } from './page/resolve-page.js'
export type { Entries } from './plan/change-entries.js'
export {
  type CheckedFiles,
  type CheckFilesOptions,
  checkFiles,
  type ExpectedFile,
  type FileProblem,
} from './plan/check-files.js'
export { type CheckedPage, type CheckPageOptions, checkPage } from './plan/check-page.js'
export type { MissingExpose } from './plan/missing-exposes.js'
export type { CopyName, CopySummary, EnvironmentChange, Plan, Told, Totals } from './plan/plan-change.js'
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
