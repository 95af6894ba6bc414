import { bridges } from './bridges.js'
import { startId } from './dev-ids.js'
import type { PluginScript } from './list-plugin-scripts.js'

export interface DevExpose {
  /** `'Widget.js'` */
  readonly path: string
  /** Of its source file, on the dev server. */
  readonly url: string
  readonly hasDefault: boolean
  /** Bare specifiers that its sources import, statically or later. */
  readonly imports: readonly string[]
  readonly dynamic: readonly string[]
}

/** A module that imports what an expose does: what the manifest is made from. */
export function printOutline({ imports, dynamic }: DevExpose): string {
  return [
    ...imports.map((specifier, index) => `import * as m${index} from ${JSON.stringify(specifier)}`),
    ...dynamic.map(specifier => `import(${JSON.stringify(specifier)})`),
  ].join('\n')
}

/**
 * An expose on the SystemJS engine: asks it for what the sources import, opens the bridge, and has the browser import
 * the sources.
 *
 * @param base the dev server's base path, `'/'`
 */
export function printSystemExpose({ url, imports }: DevExpose, remote: string, base: string): string {
  return `System.register(${JSON.stringify(imports)}, (exportAll, context) => ({
  setters: [],
  async execute() {
    const at = path => new URL(path, context.meta.url).href
    const bridges = ${bridges}
    bridges[${JSON.stringify(remote)}] ??= {
      load: specifier => context.import(specifier),
      resolve: specifier => context.meta.resolve(specifier),
    }
    await import(at(${JSON.stringify(`${base}esm/${scriptsFile}`)}))
    await import(at(${JSON.stringify(base + startId.slice(1))}))
    exportAll(await import(at(${JSON.stringify(base + url.slice(1))})))
  },
}))
`
}

/** The same on the native engine. What runs before the sources are modules that wait for nothing: the sources would not wait for them. */
export function printEsExpose({ url, hasDefault, imports }: DevExpose, base: string): string {
  const source = JSON.stringify(base + url.slice(1))
  const first = [`esm/${bridgeFile}`, `esm/${scriptsFile}`, startId.slice(1)].map(path => base + path)
  return [
    ...[...imports, ...first].map(specifier => `import ${JSON.stringify(specifier)}`),
    `export * from ${source}`,
    ...(hasDefault ? [`export { default } from ${source}`] : []),
    '',
  ].join('\n')
}

/** Lies in the remote's scope of the import map, so that it can ask for what the sources, which lie elsewhere, cannot. */
export function printEsBridge(remote: string): string {
  return `${bridges}[${JSON.stringify(remote)}] = {
  load: specifier => import(specifier),
  resolve: specifier => import.meta.resolve(specifier),
}
`
}

/** The bridge on the native engine. It has to lie in the scope of the remote's modules. */
export const bridgeFile = 'fedmap-bridge.js'

/**
 * What plugins have a page run before the sources, name → content: as modules that Vite does not look into, since they name
 * what they import by its URL in a page.
 */
export function printScripts(scripts: readonly PluginScript[], base: string): [string, string][] {
  const named = scripts.map((script, index) => ({ name: `esm/fedmap-script${index}.js`, ...script }))
  const urls = named.map(script => ('url' in script ? script.url : base + script.name))
  return [
    [`esm/${scriptsFile}`, urls.map(url => `import ${JSON.stringify(url)}\n`).join('')],
    ...named.flatMap((script): [string, string][] => ('code' in script ? [[script.name, script.code]] : [])),
  ]
}

const scriptsFile = 'fedmap-scripts.js'
