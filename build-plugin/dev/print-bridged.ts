import { FederationError } from '../../core/index.js'
import { bridges } from './bridges.js'
import { toSharedId } from './dev-ids.js'

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
  const detail =
    `${remote} imports '${specifier}', which a page with fedmap gives it, and this is none. ` +
    `Override ${remote} on the real page, or put its own index.html beside its package.json. A worker has no page either.`
  return new FederationError('FED-517', detail).message
}

/** Without what development adds for JSX: copies for production lack it, and the page may have no others. */
export function printJsxRuntime(packageName: string): string {
  return `import { Fragment, jsx, jsxs } from ${JSON.stringify(toSharedId(`${packageName}/jsx-runtime`))}
export { Fragment }
export const jsxDEV = (type, props, key, isStatic) => (isStatic ? jsxs : jsx)(type, props, key)
`
}
