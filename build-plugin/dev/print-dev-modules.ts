import { errorTable } from '../../core/index.js'
import type { Mode } from '../options/federation-options.js'
import { foreignPrefix, sharedPrefix, startId } from './dev-ids.js'

/** How the modules of the dev server, which are the browser's own, reach what the page's engine resolves for a remote. */
const bridges = `(globalThis[Symbol.for('fedmap.dev')] ??= {})`

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
      base: at(${JSON.stringify(base)}),
      load: specifier => context.import(specifier),
      resolve: specifier => context.meta.resolve(specifier),
    }
    await import(at(${JSON.stringify(base + startId.slice(1))}))
    exportAll(await import(at(${JSON.stringify(base + url.slice(1))})))
  },
}))
`
}

/** The same on the native engine. The bridge is a module of its own, which the browser runs before the sources. */
export function printEsExpose({ url, hasDefault, imports }: DevExpose, base: string, bridge: string): string {
  const source = JSON.stringify(base + url.slice(1))
  return [
    ...[...imports, bridge, base + startId.slice(1)].map(specifier => `import ${JSON.stringify(specifier)}`),
    `export * from ${source}`,
    ...(hasDefault ? [`export { default } from ${source}`] : []),
    '',
  ].join('\n')
}

/** Lies in the remote's scope of the import map, so that it can ask for what the sources, which lie elsewhere, cannot. */
export function printEsBridge(remote: string, base: string): string {
  return `${bridges}[${JSON.stringify(remote)}] = {
  base: new URL(${JSON.stringify(base)}, import.meta.url).href,
  load: specifier => import(specifier),
  resolve: specifier => import.meta.resolve(specifier),
}
`
}

/**
 * What a source gets when it imports what the page gives.
 *
 * @param names its exports; `default` and `module namespace` may be among them
 */
export function printBridged(specifier: string, remote: string, names: readonly string[]): string {
  const named = names.filter(name => name !== 'default' && name !== namespaceName)
  return [
    `const bridge = ${bridges}[${JSON.stringify(remote)}]`,
    `if (!bridge) throw Error(${JSON.stringify(notOnPage(specifier, remote))})`,
    `const module = await bridge.load(${JSON.stringify(specifier)})`,
    `export { module as ${JSON.stringify(namespaceName)} }`,
    ...(names.includes('default') ? [`export default module.default`] : []),
    ...named.map((name, index) => `const export${index} = module[${JSON.stringify(name)}]`),
    ...named.map((name, index) => `export { export${index} as ${JSON.stringify(name)} }`),
    '',
  ].join('\n')
}

/** The export of a bridged module that is the whole module, for `import * as` and `import()`. */
export const namespaceName = 'module namespace'

function notOnPage(specifier: string, remote: string): string {
  return (
    `FED-517 ${errorTable['FED-517']}: ${remote} imports '${specifier}', which a page with fedmap gives it, and this is none. ` +
    `Override ${remote} on the real page, or put its own index.html beside its package.json. A worker has no page either.`
  )
}

/** Without what development adds for JSX: copies for production lack it, and the page may have no others. */
export function printJsxRuntime(packageName: string): string {
  return `import { Fragment, jsx, jsxs } from ${JSON.stringify(`${sharedPrefix}${packageName}/jsx-runtime`)}
export { Fragment }
export const jsxDEV = (type, props, key, isStatic) => (isStatic ? jsxs : jsx)(type, props, key)
`
}

interface DevStart {
  readonly remote: string
  /** What the dev server's copies are built for. */
  readonly mode: Mode
  /** What plugins would put into a page of the dev server, as modules. */
  readonly scripts: readonly string[]
  /** What must be a build for development. */
  readonly frameworks: readonly string[]
}

/**
 * Runs once, before the sources. Where the page's framework is a build for production it knows no hot reload: then each
 * update of a script reloads the page.
 */
export function printStart({ remote, mode, scripts, frameworks }: DevStart): string {
  return `${scripts.join('\n')}
const bridges = ${bridges}
bridges[${JSON.stringify(remote)}].mode = ${JSON.stringify(mode)}
const isForDevelopment = specifier => {
  const url = bridges[${JSON.stringify(remote)}].resolve(specifier)
  return Object.values(bridges).some(({ base, mode }) => mode === 'development' && url.startsWith(base))
}
const built = ${JSON.stringify(frameworks)}.filter(specifier => !isForDevelopment(specifier))
if (import.meta.hot && built.length > 0) {
  console.info('[fedmap] ' + ${JSON.stringify(remote)} + ' runs on ' + built.join(' and ') + ' of a build for production: the page is reloaded where it could be updated.')
  import.meta.hot.on('vite:beforeUpdate', ({ updates }) => {
    if (updates.some(({ type, path }) => type === 'js-update' && !/\\.(?:css|scss|sass|less|styl(?:us)?)(?:$|\\?)/.test(path))) location.reload()
  })
}
`
}

/** Has React note its roots for hot reload, though it may run before the plugin for it does. */
export const reactHook = `globalThis.__REACT_DEVTOOLS_GLOBAL_HOOK__ ??= { renderers: new Map(), supportsFiber: true, inject(renderer) { this.renderers.set(this.renderers.size, renderer); return this.renderers.size - 1 }, onScheduleFiberRoot() {}, onCommitFiberRoot() {}, onCommitFiberUnmount() {} };`

export function toForeignUrl(specifier: string, names: readonly string[]): string {
  return `${foreignPrefix}${specifier}?names=${names.map(encodeURIComponent).join(',')}`
}
