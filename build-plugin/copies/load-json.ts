import type { Plugin } from 'rollup'

/** Makes modules of JSON files, whose keys can be imported by name. */
export function loadJson(): Plugin {
  return {
    name: 'fedmap-json',
    transform: (code, id) =>
      id.endsWith('.json')
        ? { code: `export default ${code}`, map: { mappings: '' }, syntheticNamedExports: true }
        : null,
  }
}
