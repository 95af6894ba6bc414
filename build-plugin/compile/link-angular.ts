import { findPackage, nameWithVersion } from '../packages/find-package.js'
import { importFrom } from './import-from.js'
import { type Compile, createSourceCompiler, type FoundCompiler, type SourceCompiler } from './source-compiler.js'

/** The part of Babel that is used. Angular's compiler brings it. */
interface Babel {
  transformAsync(code: string, options: object): Promise<{ readonly code: string; readonly map: object }>
}

/**
 * Finishes what Angular's libraries are published as: half compiled, for whichever version of Angular they are built into. With
 * the linker of the project's own Angular, as its CLI does.
 */
export function linkAngular(root: string): SourceCompiler {
  return createSourceCompiler('fedmap-angular', {
    root,
    isSource: code => code.includes('ɵɵngDeclare'),
    find: findLinker,
    advice: `It is half compiled, as Angular's libraries are, and ${root} has no @angular/compiler-cli to finish it. Install that there.`,
    runtime: '@angular/core',
  })
}

/** The linker of the project's Angular. */
function findLinker(root: string): FoundCompiler | undefined {
  const found = findPackage('@angular/compiler-cli', root)
  if (!found) return undefined
  const load = async (): Promise<Compile> => {
    const [babel, linker] = await Promise.all([
      importFrom(found, '@babel/core'),
      importFrom(found, '@angular/compiler-cli/linker/babel'),
    ])
    const { transformAsync } = (babel.default ?? babel) as Babel
    const ownOptions = { babelrc: false, configFile: false, browserslistConfigFile: false, compact: false }
    return async (code, filename) => {
      const linked = await transformAsync(code, {
        ...ownOptions,
        filename,
        plugins: [linker.default],
        sourceMaps: true,
      })
      return { code: linked.code, map: JSON.stringify(linked.map) }
    }
  }
  return { name: nameWithVersion(found), load }
}
