/*
 * `require('react')` of a package that stays bare. Bundlers turn it into a default import, which an ES-only provider does
 * not have, or leave a `require` that throws in a browser. The bridge handles all providers alike: it imports the
 * namespace, and answers with what CommonJS would have returned, which our copies export as 'module.exports'.
 */

const prefix = '\0fedmap-require:'

export function toBridgeId(specifier: string): string {
  return prefix + specifier
}

export function isBridgeId(id: string): boolean {
  return id.startsWith(prefix)
}

/** The bridge's source. It has the provider's names beside, for a commonjs plugin that takes the namespace. */
export function loadBridge(id: string): string {
  const specifier = JSON.stringify(id.slice(prefix.length))
  return [
    `import * as provided from ${specifier}`,
    `export * from ${specifier}`,
    `export default 'module.exports' in provided ? provided['module.exports'] : provided`,
  ].join('\n')
}
