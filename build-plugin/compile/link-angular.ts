import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { FederationError } from '../../core/index.js'
import { findPackage, nameOf } from '../packages/find-package.js'
import { toFile } from '../packages/link-packages.js'
import type { SourceCompiler } from './compile-sources.js'
import type { Compile, FoundCompiler } from './find-compiler.js'

const compiler = '@angular/compiler-cli'

/** The part of Babel that is used. Angular's compiler brings it. */
interface Babel {
  transformAsync(code: string, options: object): Promise<{ readonly code: string; readonly map: object }>
}

/**
 * Finishes what Angular's libraries are published as: half compiled, for the version of Angular that they are built into. With
 * the linker of the project's own Angular, as its CLI does. FED-514 where it has none.
 */
export function linkAngular(root: string): SourceCompiler {
  let loading: Promise<Compile> | undefined
  let used: string | undefined
  return {
    usedCompiler: () => used,
    plugin: {
      name: 'fedmap-angular',
      async transform(code, id) {
        if (!code.includes('ɵɵngDeclare')) return null
        const found = findLinker(root)
        if (!found) {
          throw new FederationError(
            'FED-514',
            `${toFile(id)} is half compiled, as Angular's libraries are, and ${root} has no ${compiler} to finish it. Install it there.`,
          )
        }
        used = found.name
        loading ??= found.load()
        const link = await loading
        return link(code, toFile(id))
      },
    },
  }
}

/** The linker of the project's Angular. */
export function findLinker(root: string): FoundCompiler | undefined {
  const found = findPackage(compiler, root)
  if (!found) return undefined
  const load = async (): Promise<Compile> => {
    const require = createRequire(join(found.root, 'package.json'))
    const importFrom = (specifier: string) => import(pathToFileURL(require.resolve(specifier)).href)
    const [babel, linker] = await Promise.all([importFrom('@babel/core'), importFrom(`${compiler}/linker/babel`)])
    const { transformAsync } = (babel.default ?? babel) as Babel
    return async (code, filename) => {
      const options = {
        filename,
        plugins: [linker.default],
        babelrc: false,
        configFile: false,
        browserslistConfigFile: false,
      }
      const linked = await transformAsync(code, { ...options, compact: false, sourceMaps: true })
      return { code: linked.code, map: JSON.stringify(linked.map) }
    }
  }
  return { name: nameOf(found), load }
}
