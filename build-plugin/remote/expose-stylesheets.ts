import type { Plugin } from 'rollup'
import { isStylesheetName } from '../is-stylesheet-name.js'

const [prefix, suffix] = ['\0fedmap-expose:', ':'] // So that no plugin takes it for a stylesheet by its end.

/** The id of the module to emit for an expose: a stylesheet's is one that imports it, since Vite writes none for it alone. */
export function toExposedId(id: string): string {
  return isStylesheetName(id) ? prefix + id + suffix : id
}

/** What `toExposedId` was given. */
export function fromExposedId(id: string): string {
  return id.startsWith(prefix) ? id.slice(prefix.length, -suffix.length) : id
}

/** The modules that import exposed stylesheets. */
export function exposeStylesheets(): Required<Pick<Plugin, 'resolveId' | 'load'>> {
  return {
    resolveId: id => (id.startsWith(prefix) ? id : null),
    load: id => (id.startsWith(prefix) ? `import ${JSON.stringify(fromExposedId(id))}` : null),
  }
}
