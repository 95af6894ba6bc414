/**
 * What both files need and fedmap.js has: the composing part imports it as `fedmap:shared`. Those modules of core that
 * a page needs whose map was composed beforehand.
 */
export { errorTable } from '../core/errors/error-table.js'
export { FederationError } from '../core/errors/federation-error.js'
export { parseImportMap } from '../core/import-map/parse-import-map.js'
export { sortRecord } from '../core/import-map/sort-record.js'
export { isObject } from '../core/manifest/is-object.js'
export { applyOverrides } from '../core/page/apply-overrides.js'
export { generatedKeys, readGenerated } from '../core/page/read-generated.js'
export { remoteKind } from '../core/page/read-remotes.js'
export { moduleError, whyRefused } from './engine/module-error.js'
export { readGood } from './fetch/read-good.js'
export { remoteOf } from './page/remote-of.js'
