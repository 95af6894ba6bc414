import type { AttachedScope } from '@rollup/pluginutils'

/** The scope that a name is declared in, as seen from another; `undefined` for a global. */
export function scopeOf(name: string, scope: AttachedScope): AttachedScope | undefined {
  for (let current: AttachedScope | undefined = scope; current; current = current.parent) {
    if (name in current.declarations) return current
  }
  return undefined
}
