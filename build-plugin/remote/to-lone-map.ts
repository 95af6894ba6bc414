import { type Manifest, toImportMap } from '../../core/index.js'
import { aloneBase, resolveAlone } from './resolve-alone.js'

/**
 * The import map of a page that has no other remotes, for the native engine.
 *
 * @param folder where the remote's ES modules lie, as the page calls it: `/esm/`
 */
export function toLoneMap(manifest: Manifest, folder: string): string {
  const { imports, scopes } = toImportMap(resolveAlone(manifest))
  return JSON.stringify({ imports, scopes }).replaceAll(`${aloneBase}system/`, folder)
}
