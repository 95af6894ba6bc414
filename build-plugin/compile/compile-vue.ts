import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import remapping from '@jridgewell/remapping'
import { hash } from '../hash.js'
import { importerIn } from '../importer-in.js'
import { findPackage, type InstalledPackage, nameWithVersion } from '../packages/find-package.js'
import { findTypeScriptCompiler } from './find-typescript-compiler.js'
import { createGeneratedStylesheets, type GeneratedStylesheets } from './generated-stylesheets.js'
import { importFrom } from './import-from.js'
import { type Compile, createSourceCompiler, type FoundCompiler, type SourceCompiler } from './source-compiler.js'

/** The part of `vue/compiler-sfc` that is used. */
interface VueCompiler {
  parse(source: string, options: object): { readonly descriptor: Component; readonly errors: Errors }
  compileScript(component: Component, options: object): CompiledScript
  compileTemplate(options: object): { readonly code: string; readonly errors: Errors }
  compileStyleAsync(options: object): Promise<CompiledStyle>
  registerTS?(load: () => unknown): void
  invalidateTypeCache?(file: string): void
}

type Errors = readonly (string | Error)[]

/** A component's parts, as they are written. */
interface Component {
  readonly filename: string
  readonly script: Block | null
  readonly scriptSetup: Block | null
  readonly template: Block | null
  readonly styles: readonly Style[]
  readonly slotted: boolean
}

interface Block {
  readonly type: string
  readonly content: string
  readonly lang?: string
  readonly src?: string
}

interface Style extends Block {
  readonly scoped?: boolean
  readonly module?: string | boolean
}

interface CompiledScript {
  readonly content: string
  readonly map?: object
  readonly bindings?: object
  /** The files that types were read from. */
  readonly deps?: readonly string[]
}

interface CompiledStyle {
  readonly code: string
  readonly errors: Errors
  readonly dependencies: Iterable<string>
  readonly modules?: Readonly<Record<string, string>>
}

const files = { fileExists: existsSync, readFile: (file: string) => readFileSync(file, 'utf8'), realpath: realpathSync }

/** Compiles Vue's components, as packages of a monorepo have them, with the project's own Vue. */
export function compileVue(root: string): SourceCompiler {
  const sheets = createGeneratedStylesheets()
  return createSourceCompiler('fedmap-vue', {
    root,
    isSource: (_code, file) => file.endsWith('.vue'),
    find: () => findVue(root, sheets),
    advice: `${root} has no vue of version 3 for it. Install that there.`,
    runtime: 'vue',
    hooks: sheets.hooks,
  })
}

/** The compiler of the project's Vue, with what compiles the TypeScript in its components. */
function findVue(root: string, sheets: GeneratedStylesheets): FoundCompiler | undefined {
  const found = findPackage('vue', root)
  if (!found?.version.startsWith('3.')) return undefined
  const forTypes = findTypeScriptCompiler(root)
  const name = [nameWithVersion(found), ...(forTypes ? [forTypes.name] : [])].join(' with ')
  return { name, load: () => loadCompiler(found, root, sheets, forTypes) }
}

async function loadCompiler(
  vue: InstalledPackage,
  root: string,
  sheets: GeneratedStylesheets,
  forTypes: FoundCompiler | undefined,
): Promise<Compile> {
  const vueCompiler = (await importFrom(vue, 'vue/compiler-sfc')) as unknown as VueCompiler
  const require = createRequire(importerIn(root))
  vueCompiler.registerTS?.(() => loadTypeScript(require))
  const compileTypes = await forTypes?.load()
  return async (source, filename) => {
    const { descriptor, errors } = vueCompiler.parse(source, { filename })
    failOn(errors)
    failOnSources(descriptor)
    // Of the content alone, so that it is the same on every machine.
    const id = `data-v-${hash(source).slice(0, 8)}`
    const component = printComponent(vueCompiler, descriptor, id)
    const styles = await compileStyleBlocks(vueCompiler, descriptor, id, require)
    const attached = Object.entries(styles.attached).map(
      ([key, value]) => `component.${key} = ${JSON.stringify(value)}`,
    )
    const code = [component.code, ...attached, 'export default component'].join('\n')
    const isTyped = [descriptor.script, descriptor.scriptSetup].some(block => block?.lang?.startsWith('ts'))
    if (isTyped && !compileTypes) throw new Error(`${root} has no compiler for the TypeScript in it`)
    const script = isTyped ? await compileTypes!(code, `${filename}.ts`) : { code, map: null }
    const maps = [script.map, component.map].filter(map => map !== null)
    return {
      code: script.code + sheets.toImport(filename, styles.css),
      map: component.map ? JSON.stringify(remapping(maps as never[], () => null)) : { mappings: '' },
      dependencies: [...component.dependencies, ...styles.dependencies],
    }
  }
}

/** For the types of properties that other packages declare. Those of the package's own files are read without. */
function loadTypeScript(require: NodeJS.Require): unknown {
  try {
    return require('typescript')
  } catch {
    return undefined
  }
}

/** `const component = { … }`, its render function included. */
function printComponent(vue: VueCompiler, component: Component, id: string) {
  const { script, scriptSetup, template, filename, slotted } = component
  const options = { id, genDefaultAs: 'component', inlineTemplate: true, isProd: true, fs: files }
  const compiled = script || scriptSetup ? vue.compileScript(component, options) : undefined
  const { content = 'const component = {}', map = null, bindings, deps: dependencies = [] } = compiled ?? {}
  // It remembers them for good, and they may change before the next build.
  for (const file of dependencies) vue.invalidateTypeCache?.(file)
  // With `<script setup>` the template is part of the script.
  if (!template || scriptSetup) return { code: content, map, dependencies }
  const { code, errors } = vue.compileTemplate({
    source: template.content,
    filename,
    id,
    scoped: isScoped(component),
    slotted,
    compilerOptions: {
      ...(bindings && { bindingMetadata: bindings }),
      ...(script?.lang?.startsWith('ts') && { expressionPlugins: ['typescript'] }),
    },
  })
  failOn(errors)
  const render = code.replace(/\bexport (?=function render\b)/, '')
  return { code: `${content}\n${render}\ncomponent.render = render`, map, dependencies }
}

/** The component's CSS, and what the component has to know of it. */
async function compileStyleBlocks(vue: VueCompiler, component: Component, id: string, require: NodeJS.Require) {
  const modules: Record<string, unknown> = {}
  const compiled: CompiledStyle[] = []
  for (const { content, scoped = false, module, lang } of component.styles) {
    const style = await vue.compileStyleAsync({
      source: content,
      filename: component.filename,
      id,
      scoped,
      modules: Boolean(module),
      isProd: true,
      ...(lang && lang !== 'css' && { preprocessLang: lang }),
      preprocessCustomRequire: require,
    })
    failOn(style.errors)
    compiled.push(style)
    if (style.modules) modules[typeof module === 'string' ? module : '$style'] = style.modules
  }
  return {
    css: compiled.map(({ code }) => code).join('\n'),
    dependencies: compiled.flatMap(({ dependencies }) => [...dependencies]),
    attached: {
      ...(isScoped(component) && { __scopeId: id }),
      ...(Object.keys(modules).length > 0 && { __cssModules: modules }),
    },
  }
}

function isScoped({ styles }: Component): boolean {
  return styles.some(({ scoped }) => scoped)
}

function failOnSources({ script, template, styles }: Component): void {
  for (const block of [script, template, ...styles]) {
    if (block?.src) throw new Error(`<${block.type} src>: put what is in ${block.src} into the component`)
  }
}

function failOn([error]: Errors): void {
  if (error !== undefined) throw typeof error === 'string' ? new Error(error) : error
}
