import { dataToEsm } from '@rollup/pluginutils'
import type * as Vite from 'vite'
import { findPackage, type InstalledPackage, nameWithVersion } from '../packages/find-package.js'
import { createGeneratedStylesheets, type GeneratedStylesheets } from './generated-stylesheets.js'
import { importFrom } from './import-from.js'
import { type Compile, createSourceCompiler, type FoundCompiler, type SourceCompiler } from './source-compiler.js'

const needsCompiling = /\.(?:module\.css|scss|sass|less|styl|stylus)$/

/** Compiles CSS modules, Sass, Less and Stylus with the project's own Vite, and what that finds to do it with. */
export function compileStyles(root: string): SourceCompiler {
  const sheets = createGeneratedStylesheets()
  return createSourceCompiler('fedmap-preprocessed-styles', {
    root,
    isSource: (_code, file) => needsCompiling.test(file),
    find: () => findStyleCompiler(root, sheets),
    advice: `${root} has no vite for it. Install that there, or share the package as it is built.`,
    hooks: sheets.hooks,
  })
}

function findStyleCompiler(root: string, sheets: GeneratedStylesheets): FoundCompiler | undefined {
  const found = findPackage('vite', root)
  return found && { name: nameWithVersion(found), load: () => loadCompiler(found, root, sheets) }
}

async function loadCompiler(vite: InstalledPackage, root: string, sheets: GeneratedStylesheets): Promise<Compile> {
  const { preprocessCSS, resolveConfig } = (await importFrom(vite, 'vite')) as unknown as typeof Vite
  // None of the project's settings: a copy is the same in every remote.
  const options = { root, configFile: false, envDir: false, css: { postcss: {} } } as const
  const config = await resolveConfig(options, 'build', 'production')
  return async (code, file) => {
    const { code: css, modules = {}, deps = new Set() } = await preprocessCSS(code, file, config)
    const script = dataToEsm(modules) + sheets.toImport(file, css)
    return { code: script, map: { mappings: '' }, dependencies: [...deps], moduleSideEffects: true }
  }
}
