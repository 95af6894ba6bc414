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

/**
 * The bridge's source. Rolldown takes a module with both `import` and `module.exports`; rollup's commonjs plugin takes the
 * default export or the namespace, as it is configured, so that there the names stand beside the default.
 */
export function loadBridge(id: string, isRolldown: boolean): string {
  const specifier = JSON.stringify(id.slice(prefix.length))
  const required = `'module.exports' in provided ? provided['module.exports'] : provided`
  const provided = `import * as provided from ${specifier}\n`
  if (isRolldown) return `${provided}module.exports = ${required}`
  return `${provided}export * from ${specifier}\nexport default ${required}`
}
