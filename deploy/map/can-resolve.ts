import { type ImportMap, resolveSpecifier } from '../../core/index.js'

/** Whether a specifier leads anywhere, as a module at a URL imports it. */
export function canResolve(map: ImportMap, specifier: string, parentUrl: string): boolean {
  try {
    return resolveSpecifier(map, specifier, parentUrl) !== ''
  } catch {
    return false
  }
}
