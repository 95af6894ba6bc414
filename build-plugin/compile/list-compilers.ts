import { compileStyles } from './compile-styles.js'
import { compileSvelte } from './compile-svelte.js'
import { compileTypeScript } from './compile-typescript.js'
import { compileVue } from './compile-vue.js'
import { linkAngular } from './link-angular.js'
import type { SourceCompiler } from './source-compiler.js'

/** For all that packages are published as. */
export function createSourceCompilers(root: string): readonly SourceCompiler[] {
  return [compileTypeScript, linkAngular, compileSvelte, compileVue, compileStyles].map(create => create(root))
}

/** The compilers that a project has, each by name and version. */
export function listCompilers(root: string): readonly string[] {
  return createSourceCompilers(root).flatMap(({ find }) => find()?.name ?? [])
}
