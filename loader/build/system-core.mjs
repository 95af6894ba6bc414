import { fileURLToPath } from 'node:url'

/**
 * Of SystemJS's file, which would make a global of itself, the core: from here to there, less what the loader has its own
 * for, and what only SystemJS's extras and its tracing ask for, which need the whole SystemJS. A module that fails is
 * told to those alone who import it: the promise that its dependencies are there, which nobody may ever ask for, would
 * be an unhandled rejection of the page's as well.
 */
const unusedInSystem = [
  // import(specifier, options)
  "(parentUrl && typeof parentUrl === 'object') && (meta = parentUrl, parentUrl = undefined);",
  // import.meta.resolve: with-page-map.ts
  /resolve: function \(id, parentUrl\) \{\s+return Promise.resolve\(loader.resolve\(id, parentUrl \|\| parentId\)\);\s+\}/,
  // A file without a registration: with-own-scripts.ts
  /if \(!registration\)\s+throw Error\(errMsg\(2, id \)\);/,
  // Attributes of imports
  ', registration[2] || []',
  'var meta = instantiation[2][i];',
  ', metas',
  ', metas',
  /(?<=depId, id), meta/,
  /(?<=loader\.import\(importId, id), meta/,
  /(?<=import: function \(importId), meta/,
  'm: meta,',
  // Who asked first
  /if \(!load.p \|\| load.p.e === null\)\s+load.p = parent;/,
  // An empty object as the `this` of a module, where the standard has undefined
  'var nullContext = Object.freeze(Object.create(null));',
  /\.call(?=\(nullContext)/,
  /(?<=exec\()nullContext/,
  // What cannot be linked is not run: whoever imports it asks for the promise of its dependencies
  /load\.e = null;(?=\s+load\.er = err;\s+throw err;\s+\}\);\s+var linkPromise)/,
  /\.catch\(function \(err\) \{\s+if \(load\.er\)\s+throw err;\s+load\.e = null;\s+throw err;\s+\}\)/,
  // Whether a module has a use for its context, and whether there are symbols
  'registration[1].length === 2 ?',
  / : undefined(?=\);\s+load\.e = declared)/,
  'if (toStringTag)',
  // Tracing
  /finally {\s+}/,
  // Fields that are not there are undefined
  /^ +(d|e|er|E|C|p): undefined,?$/gm,
]
export const systemCore = {
  name: 'system-core',
  resolveId: id => (id.startsWith('systemjs/') ? fileURLToPath(import.meta.resolve(id)) : null),
  transform(code, id) {
    if (!id.endsWith('systemjs/dist/s.js')) return null
    const start = code.indexOf('  var toStringTag')
    const end = code.indexOf('  envGlobal.System = new SystemJS()')
    if (start < 0 || end < start) throw Error('this is not the SystemJS whose core is known')
    const core = unusedInSystem.reduce(
      (text, unused) => {
        const less = text.replace(unused, '')
        if (less === text) throw Error(`this is not the SystemJS whose core is known: ${unused}`)
        return less
      },
      code.slice(start, end),
    )
    const heard = core.replace(/(?=return load = loader\[REGISTRY\])/, 'linkPromise.catch(function () {});')
    if (heard === core) throw Error('this is not the SystemJS whose core is known: its promises')
    const text = `export default () => { const hasSymbol = true; ${heard} return new SystemJS() }`
    return { code: text, map: null }
  },
}
