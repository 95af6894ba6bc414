import type { Plugin } from 'rollup'
import { FederationError } from '../../core/index.js'
import { toFile } from '../to-file.js'

/** Makes JavaScript of what is none, as the file's name says. */
export type Compile = (code: string, file: string) => Promise<Compiled>

interface Compiled {
  readonly code: string
  /** As JSON; null where the code is as it was; without mappings where there is nothing to map. */
  readonly map: string | null | { readonly mappings: '' }
  /** The other files that were read for it. */
  readonly dependencies?: readonly string[]
  /** Where it is there for its effect, whatever the package says of its files. */
  readonly moduleSideEffects?: true
}

/** A compiler as it lies on the disk. */
export interface FoundCompiler {
  /** `'rolldown@1.2.19'` */
  readonly name: string
  readonly load: () => Promise<Compile>
}

/** Compiles what a package is published as, where that is not JavaScript that runs. */
export interface SourceCompiler {
  readonly plugin: Plugin
  /** What the project has for it. */
  readonly find: () => FoundCompiler | undefined
  /** What compiled the sources that were there; `undefined` where there were none. */
  readonly usedCompiler: () => string | undefined
  /** The package that its output calls, and needs at least as new as the compiler. */
  readonly runtime?: string | undefined
}

export interface SourceCompilerOptions {
  /** The remote's folder. What it has installed compiles, since its bundler has one. */
  readonly root: string
  readonly isSource: (code: string, file: string) => boolean
  readonly find: (root: string) => FoundCompiler | undefined
  /** What to say of a file where there is none. */
  readonly advice: string
  readonly runtime?: string
  /** What it needs besides of the bundler. */
  readonly hooks?: Pick<Plugin, 'resolveId' | 'load'>
}

/** FED-514 for a file that has to be compiled, where the project has nothing to compile it with. */
export function createSourceCompiler(name: string, options: SourceCompilerOptions): SourceCompiler {
  const { root, isSource, advice, runtime, hooks } = options
  const find = () => options.find(root)
  let loading: Promise<Compile> | undefined
  let used: string | undefined
  return {
    find,
    usedCompiler: () => used,
    runtime,
    plugin: {
      name,
      ...hooks,
      async transform(code, id) {
        const file = toFile(id)
        if (!isSource(code, file)) return null
        const found = find()
        if (!found) throw new FederationError('FED-514', `${file} has to be compiled to be shared. ${advice}`)
        used = found.name
        loading ??= found.load()
        const compile = await loading
        const { dependencies = [], ...compiled } = await compile(code, file)
        for (const dependency of dependencies) this.addWatchFile(dependency)
        return compiled
      },
    },
  }
}
