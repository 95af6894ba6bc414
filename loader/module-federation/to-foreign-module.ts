import type { Module } from '../engine/engine.js'

/**
 * A module of this page as webpack's code expects one of a share scope: what `require` would return. Of a CommonJS
 * package that is its `module.exports`, so that all have the same object; of any other its exports, marked as those of
 * an ES module.
 */
export function toForeignModule(module: Module): unknown {
  if ('module.exports' in module) return module['module.exports']
  const exports = Object.defineProperty({}, '__esModule', { value: true })
  for (const name of Object.keys(module)) {
    Object.defineProperty(exports, name, { enumerable: true, get: () => module[name] })
  }
  return exports
}

/** The inverse: what a factory of a container gave, as the exports of a module of this page. */
export function fromForeignModule(found: unknown): Module {
  const isObject = (typeof found === 'object' && found !== null) || typeof found === 'function'
  const { __esModule, ...exports } = (isObject ? found : {}) as Record<string, unknown>
  const isEsModule = __esModule || Object.prototype.toString.call(found) === '[object Module]'
  return isEsModule ? exports : { ...exports, default: found, 'module.exports': found }
}
