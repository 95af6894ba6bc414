import { findPackage, type InstalledPackage, nameWithVersion } from '../packages/find-package.js'
import { createGeneratedStylesheets, type GeneratedStylesheets } from './generated-stylesheets.js'
import { importFrom } from './import-from.js'
import { type Compile, createSourceCompiler, type FoundCompiler, type SourceCompiler } from './source-compiler.js'

/** The part of `svelte/compiler` that is used. Svelte 4 has no modules to compile. */
interface SvelteCompiler {
  compile(code: string, options: object): SvelteOutput
  compileModule?(code: string, options: object): SvelteOutput
}

interface SvelteOutput {
  readonly js: { readonly code: string; readonly map: object }
  readonly css?: { readonly code: string } | null
}

/** `dialog.svelte.js`: runes outside of a component. */
const runesModule = /\.svelte(?:\.[^./\\]+)*\.js$/

/** Compiles Svelte's components, which its libraries are published as, with the project's own Svelte. */
export function compileSvelte(root: string): SourceCompiler {
  const sheets = createGeneratedStylesheets()
  return createSourceCompiler('fedmap-svelte', {
    root,
    isSource: (_code, file) => file.endsWith('.svelte') || runesModule.test(file),
    find: () => findSvelte(root, sheets),
    advice: `${root} has no svelte for it. Install that there.`,
    runtime: 'svelte',
    hooks: sheets.hooks,
  })
}

/** The compiler of the project's Svelte. */
function findSvelte(root: string, sheets: GeneratedStylesheets): FoundCompiler | undefined {
  const found = findPackage('svelte', root)
  return found && { name: nameWithVersion(found), load: () => loadCompiler(found, sheets) }
}

async function loadCompiler(svelte: InstalledPackage, sheets: GeneratedStylesheets): Promise<Compile> {
  const { compile, compileModule } = (await importFrom(svelte, 'svelte/compiler')) as unknown as SvelteCompiler
  return async (code, filename) => {
    const isModule = runesModule.test(filename)
    if (isModule && !compileModule) return { code, map: null }
    // By default the names of classes have the file's path in them, which each machine has another of.
    const cssHash = ({ hash, css }: { hash: (text: string) => string; css: string }) => `svelte-${hash(css)}`
    const { js, css } = isModule
      ? compileModule!(code, { filename })
      : compile(code, { filename, css: 'external', cssHash })
    return { code: js.code + sheets.toImport(filename, css?.code ?? ''), map: JSON.stringify(js.map) }
  }
}
