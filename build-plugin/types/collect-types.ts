import { existsSync, readFileSync } from 'node:fs'
import { posix, resolve } from 'node:path'
import { declarationsFolder } from '../../core/index.js'
import { toSlashes } from '../to-slashes.js'
import type { CompiledTypes } from './compile-types.js'

/** An expose, for whoever wants its types. */
export interface TypedExpose {
  /** `'.'` or `'./Widget'`. */
  readonly name: string
  /** Its source. */
  readonly file: string
  readonly hasDefault: boolean
}

export interface CollectOptions extends Pick<CompiledTypes, 'declarations'> {
  readonly exposes: readonly TypedExpose[]
  /** The file that an import leads to which is not relative, or what to import in its place; undefined: it stays. */
  readonly findImported: (specifier: string, importer: string) => Promise<Imported | undefined>
}

/** The file that an import leads to, or another specifier for it. */
type Imported = { readonly file: string } | { readonly specifier: string }

export interface CollectedTypes {
  /** Path → text: for each expose a file of its name, and what it needs, below `declarationsFolder`. */
  readonly files: Readonly<Record<string, string>>
  /** The exposes of which there are none. */
  readonly missing: readonly TypedExpose[]
  /** The sources that have no declarations, of exposes and of what these import. */
  readonly undeclared: readonly string[]
}

/** Where declarations name modules, as compilers print them: `from "./price"`, `import("./price")`. */
const specifiers = /(\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*|\bdeclare\s+module\s*)(["'])([^"'\n]+)\2/g

/** Their examples import too. */
const comments = /\/\*.*?\*\//gs

/** What compilers make declarations of. */
const source = /\.(?:[mc]?[jt]sx?|vue)$/

/**
 * Collects the declarations that exposes need, and has them import each other by relative paths, whatever the sources call each
 * other: they mean the same in another project then, whose aliases are others.
 */
export async function collectTypes({ exposes, declarations, findImported }: CollectOptions): Promise<CollectedTypes> {
  const isThere = (path: string) => declarations.has(path) || (!path.includes('/node_modules/') && existsSync(path))
  const undeclared = new Set<string>()
  const declarationOf = (file: string) => {
    const found = declarationsFor(file).find(isThere)
    if (!found && source.test(file)) undeclared.add(file)
    return found
  }
  const typed = exposes.flatMap(expose => {
    const path = declarationOf(toSlashes(expose.file))
    return path ? [{ expose, path }] : []
  })

  const links = new Map<string, ReadonlyMap<string, Imported>>()
  const collect = async (path: string): Promise<void> => {
    if (links.has(path)) return
    const imported = new Map<string, Imported>()
    links.set(path, imported)
    for (const [, , , specifier] of textOf(path).replace(comments, '').matchAll(specifiers)) {
      const found = /^\.\.?(\/|$)/.test(specifier!)
        ? { file: toSlashes(resolve(path, '..', specifier!)) }
        : await findImported(specifier!, path)
      const file = found && 'file' in found ? declarationOf(toSlashes(found.file)) : undefined
      if (file) await collect(file)
      if (file) imported.set(specifier!, { file })
      else if (found && 'specifier' in found) imported.set(specifier!, found)
    }
  }
  const textOf = (path: string) => declarations.get(path) ?? readFileSync(path, 'utf8')
  for (const { path } of typed) await collect(path)

  const paths = [...links.keys()].sort()
  const shared = sharedFolder(paths)
  const targetOf = (path: string) => `${declarationsFolder}/${path.slice(shared.length)}`
  const files: Record<string, string> = {}
  for (const path of paths) {
    const [target, imported] = [targetOf(path), links.get(path)!]
    const nameOf = (link: Imported) => ('file' in link ? toSpecifier(target, targetOf(link.file)) : link.specifier)
    files[target] = withNames(withoutEffects(textOf(path), imported), imported, nameOf)
  }
  for (const { expose, path } of typed) {
    const name = expose.name === '.' ? 'index' : expose.name.slice(2).replace(/\.[mc]?js$/, '')
    const from = `from '${toSpecifier(name, targetOf(path))}'\n`
    files[`${name}.d.ts`] = `export * ${from}${expose.hasDefault ? `export { default } ${from}` : ''}`
  }
  const missing = exposes.filter(expose => !typed.some(one => one.expose === expose))
  return { files, missing, undeclared: [...undeclared] }
}

/** With what a module imports called by other names. */
function withNames(text: string, links: ReadonlyMap<string, Imported>, nameOf: (link: Imported) => string): string {
  return text.replace(specifiers, (whole, before, quote, specifier) => {
    const link = links.get(specifier)
    return link ? before + quote + nameOf(link) + quote : whole
  })
}

/** Without imports for their effect alone that declare nothing: `import './price.css'`. */
function withoutEffects(text: string, links: ReadonlyMap<string, Imported>): string {
  return text.replace(/^import (["'])(\..*)\1;?\n/gm, (whole, _quote, specifier) => (links.has(specifier) ? whole : ''))
}

/** Where TypeScript looks for the declarations of what a path names. */
function declarationsFor(path: string): string[] {
  const extension = /(?:\.d)?\.([mc]?)[jt]sx?$/.exec(path)
  const stem = extension ? path.slice(0, extension.index) : path
  return [`${stem}.d.${extension?.[1] ?? ''}ts`, `${path}.d.ts`, `${path}/index.d.ts`]
}

/** What one file calls another, in every way that TypeScript resolves modules. */
function toSpecifier(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to).replace(/\.d\.([mc]?)ts$/, '.$1js')
  return path.startsWith('../') ? path : `./${path}`
}

/** The folder that all paths are in, with a slash at its end. */
function sharedFolder([first = '', ...rest]: readonly string[]): string {
  let shared = first
  do shared = shared.slice(0, shared.lastIndexOf('/', shared.length - 2) + 1)
  while (!rest.every(path => path.startsWith(shared)))
  return shared
}
