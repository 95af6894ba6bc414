import type { Plugin } from 'rollup'

/** Makes modules of JSON files, which packages `require` of themselves. */
export function loadJson(): Plugin {
  return {
    name: 'fedmap-json',
    transform: (code, id) => (id.endsWith('.json') ? { code: `export default ${code}`, map: { mappings: '' } } : null),
  }
}
