import { existsSync } from 'node:fs'
import { relative } from 'node:path'
import type { PluginContext } from 'rollup'
import { FederationError, type RemoteTypes } from '../../core/index.js'
import type { Settings } from '../options/federation-options.js'
import { findRemote } from '../options/find-remote.js'
import { findPackage } from '../packages/find-package.js'
import { parsePackageSpecifier } from '../packages/parse-package-specifier.js'
import { asEntry } from '../shared-packages/link-packages.js'
import { toFile } from '../to-file.js'
import type { Warn } from '../warn.js'
import { type CollectedTypes, type CollectOptions, collectTypes, type TypedExpose } from './collect-types.js'
import { type CompiledTypes, compileTypes } from './compile-types.js'

/** How many lines of what a compiler says are passed on. */
const mostLines = 10

export interface TypedProject {
  readonly settings: Settings
  /** Resolves imports as the bundler does. */
  readonly context: PluginContext
  readonly warn: Warn
}

/**
 * The content of types.json.
 *
 * @param compiled what the project's configuration includes
 * @throws FED-519 where no expose has types; warns with FED-525 where something is missing
 */
export async function printTypes(
  exposes: readonly TypedExpose[],
  compiled: CompiledTypes,
  project: TypedProject,
): Promise<string> {
  const { settings, warn } = project
  const { name, root } = settings
  const findImported: CollectOptions['findImported'] = (specifier, importer) =>
    resolveImport(project, specifier, importer)
  const { files, missing, complaints } = await collectAll(settings, { exposes, findImported }, compiled)
  const list = missing.map(expose => `exposes['${expose.name}'] (${relative(root, expose.file)})`).join(', ')
  if (missing.length === exposes.length) {
    const detail = `${name} has none for ${list || 'nothing is exposed'}. ${advice}${complaints}`
    throw new FederationError('FED-519', detail, { remote: name })
  }
  if (missing.length > 0) warn('FED-525', `${list} has none. ${advice}`)
  if (complaints) warn('FED-525', `where TypeScript complains of ${name}, they may be wrong.${complaints}`)
  const sorted = Object.keys(files).sort()
  const types: RemoteTypes = { formatVersion: 1, files: Object.fromEntries(sorted.map(path => [path, files[path]!])) }
  return `${JSON.stringify(types)}\n`
}

const advice = 'Install `vue-tsc` for Vue; for what TypeScript does not compile, write a .d.ts file beside it.'

/** Collects; and where sources are needed that the configuration does not include, compiles them and collects again. */
async function collectAll(
  settings: Settings,
  options: Omit<CollectOptions, 'declarations'>,
  { declarations, complaints }: CompiledTypes,
): Promise<CollectedTypes & { readonly complaints: string }> {
  const known = new Map(declarations)
  const said = [complaints]
  const tried = new Set<string>()
  for (;;) {
    const collected = await collectTypes({ ...options, declarations: known })
    const sources = collected.undeclared.filter(source => !tried.has(source))
    if (sources.length === 0) return { ...collected, complaints: quote(said.join('\n')) }
    for (const source of sources) tried.add(source)
    const more = await compileTypes(settings, sources)
    // What is written by hand beside a source of JavaScript is better than what is made of it.
    for (const [path, text] of more.declarations) if (!existsSync(path)) known.set(path, text)
    said.push(more.complaints)
  }
}

/** Installed packages and other remotes stay what they are called; what is left is an alias, for the bundler to resolve. */
async function resolveImport(
  { settings: { root, remotes }, context, warn }: TypedProject,
  specifier: string,
  importer: string,
): ReturnType<CollectOptions['findImported']> {
  const remote = findRemote(remotes, specifier)
  if (remote !== undefined) return { specifier: remote }
  const { package: packageName = '' } = parsePackageSpecifier(specifier) ?? {}
  const typesName = `@types/${packageName.replace(/^@(.*)\//, '$1__')}`
  const installed = packageName ? (findPackage(packageName, root) ?? findPackage(typesName, root)) : undefined
  // A package of the same workspace may be nowhere else.
  if (installed?.root.includes('node_modules')) return undefined
  const resolved = await context.resolve(specifier, importer, asEntry)
  if (resolved && !resolved.external) return { file: toFile(resolved.id) }
  if (!resolved && !installed) {
    const detail = `${relative(root, importer)} imports ${specifier}, which the bundler does not find. Whoever uses the types gets \`any\` for it. Have TypeScript and the bundler know the same aliases.`
    warn('FED-525', detail)
  }
  return undefined
}

/** The first lines of what a compiler says, each on a line of its own. */
function quote(complaints: string): string {
  const lines = [...new Set(complaints.split('\n').filter(Boolean))]
  const rest = lines.length - mostLines
  const quoted = [...lines.slice(0, mostLines), ...(rest > 0 ? [`… and ${rest} lines more`] : [])]
  return quoted.map(line => `\n  ${line}`).join('')
}
