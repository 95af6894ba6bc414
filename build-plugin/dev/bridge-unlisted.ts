import type { Plugin } from 'vite'
import { FederationError } from '../../core/index.js'
import type { Program } from '../es-modules/parse-module.js'
import type { Settings } from '../options/federation-options.js'
import { toFile } from '../to-file.js'
import { bridgeImports } from './bridge-imports.js'
import { isDevId } from './dev-ids.js'
import type { FindPageImport } from './find-page-import.js'

/** Has the sources' imports of what no copy of this remote lists the exports of ask for the names that they use. */
export function bridgeUnlisted(settings: Settings, findImport: FindPageImport): Plugin {
  return {
    name: 'fedmap-dev-bridge',
    enforce: 'post',
    transform(code, id) {
      const names = [...settings.remotes.keys(), ...withoutCopy(settings)]
      if (isDevId(id) || !names.some(name => code.includes(name))) return null
      const toBare = (specifier: string) => {
        const found = findImport(specifier, id)
        return found?.isUnlisted ? found.bare : undefined
      }
      try {
        return bridgeImports(code, this.parse(code) as Program, toBare)
      } catch (error) {
        if (!(error instanceof FederationError)) return null // No JavaScript: a stylesheet, that names it.
        return this.error(`${error.message} (${toFile(id)})`)
      }
    },
  }
}

function withoutCopy({ shared }: Settings): string[] {
  return [...shared].flatMap(([name, { carriesCopy }]) => (carriesCopy ? [] : [name]))
}
