import { isObject } from './is-object.js'

/** What is no object counts as an empty one. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {}
}
