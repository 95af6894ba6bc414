import { isAbsolute } from 'node:path'
import { dataToEsm } from '@rollup/pluginutils'
import type { Plugin } from 'rollup'

/** Makes modules of JSON files, whose keys can be imported by name. */
export function loadJson(): Plugin {
  return {
    name: 'fedmap-json',
    transform: (code, id) =>
      // An entry for one is called like it, and is none.
      isAbsolute(id) && id.endsWith('.json')
        ? { code: dataToEsm(JSON.parse(code), { preferConst: true }), map: { mappings: '' } }
        : null,
  }
}
