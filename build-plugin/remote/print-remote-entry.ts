import type { Manifest } from '../../core/index.js'
import { loadStylesheets } from '../assets/load-stylesheets.js'
import { createContainer } from './create-container.js'
import { markEsModule } from './mark-es-module.js'
import { toContainerData } from './to-container-data.js'

/**
 * The source of `system/remoteEntry.js`, an ES module still: Module Federation's container, which binds the host's share
 * scope as modules of this remote's scope.
 *
 * @param hashes of the stylesheets
 */
export function printSystemEntry(manifest: Manifest, hashes: ReadonlyMap<string, string>): string {
  return [
    `const container = (${createContainer})(${JSON.stringify(toContainerData(manifest), null, 2)}, import.meta.url, System, loadStyles, ${markEsModule})`,
    `export const { init, get } = container`,
    printLoadStyles(manifest, hashes),
    ``,
  ].join('\n')
}

/**
 * The source of `esm/remoteEntry.js`. A browser's import map cannot be bound to a share scope: `get` works where one for
 * this remote is in force, and says so where none is.
 *
 * @param hashes of the stylesheets
 */
export function printEsEntry(manifest: Manifest, hashes: ReadonlyMap<string, string>): string {
  const { name, exposes, modules } = manifest
  const isOwn = (path: string) => !path.startsWith('shared/')
  const imports = Object.entries(modules).flatMap(([path, node]) => (isOwn(path) ? [...(node.imports ?? [])] : []))
  const bare = [...new Set(imports.filter(specifier => !(specifier in modules)))].sort()
  return `const exposes = {
${Object.entries(exposes)
  .map(([expose, { file }]) => `  ${JSON.stringify(expose)}: () => import('./${file}'),`)
  .join('\n')}
}
const given = {}

export async function init() {}

export async function get(expose) {
  const key = /^\\.(?:\\/|$)/.test(expose) ? expose : \`./\${expose}\`
  if (!Object.hasOwn(exposes, key)) {
    fail('FED-431', ${JSON.stringify(`${name} exposes no '`)} + expose + ${JSON.stringify(`'. It has ${Object.keys(exposes).join(', ')}.`)})
  }
  for (const specifier of ${JSON.stringify(bare)}) {
    try {
      import.meta.resolve(specifier)
    } catch (cause) {
      fail('FED-435', ${JSON.stringify(`${name} imports '`)} + specifier + ${JSON.stringify(`', which the page's import map does not have for it.`)}, cause)
    }
  }
  await loadStyles(key)
  const module = await exposes[key]()
  given[key] ??= (${markEsModule})(module)
  return () => given[key]
}

${printLoadStyles(manifest, hashes)}
function fail(code, message, cause) {
  const where = { remote: ${JSON.stringify(name)}, url: import.meta.url }
  throw Object.assign(new Error(code + ' ' + message, { cause }), { code, name: 'FederationError', where })
}
`
}

/** A function that has the stylesheets of an expose in the document: outside of a fedmap page nobody else does that. */
function printLoadStyles({ exposes, modules }: Manifest, hashes: ReadonlyMap<string, string>): string {
  const withHash = (path: string) => `${path}#${hashes.get(path)}`
  const found = Object.entries(exposes).map(
    ([expose, { file }]) => [expose, stylesheetsOf(file, modules).map(withHash)] as const,
  )
  const styles = found.filter(([, paths]) => paths.length > 0)
  return `async function loadStyles(expose) {
  const paths = (${JSON.stringify(Object.fromEntries(styles))})[expose]
  if (paths) await (${loadStylesheets})(paths.map(path => new URL('../assets/' + path, import.meta.url).href), document)
}
`
}

/** Of a module's closure, parts that it imports later included: a module's are after those of what it imports. */
function stylesheetsOf(file: string, modules: Manifest['modules'], seen = new Set<string>()): readonly string[] {
  const node = modules[file]
  if (!node || seen.has(file)) return []
  seen.add(file)
  const imported = [...(node.imports ?? []), ...(node.dynamic ?? [])]
  return [...new Set([...imported.flatMap(next => stylesheetsOf(next, modules, seen)), ...(node.css ?? [])])]
}
