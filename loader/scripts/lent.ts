/**
 * What fedmap.js lends to the other files, since it has that anyway: modules that a page needs whose map was composed
 * beforehand, and that a part needs too. The build has the parts take them from there, as `fedmap:lent`.
 */
export { errorTable } from '../../core/errors/error-table.js'
export { excerpt } from '../../core/errors/excerpt.js'
export { FederationError } from '../../core/errors/federation-error.js'
export { parseImportMap } from '../../core/import-map/parse-import-map.js'
export { parseUrl } from '../../core/import-map/parse-url.js'
export { sortRecord } from '../../core/import-map/sort-record.js'
export { isObject } from '../../core/is-object.js'
export { remoteOf } from '../../core/page/remote-of.js'
export { moduleError, whyRefused } from '../engine/module-error.js'
export { readGood } from '../fetch/read-good.js'
