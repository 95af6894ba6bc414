/**
 * An ES module as webpack's code expects one of a container: with `__esModule`, without which its `import()` makes the whole
 * of it the default export.
 *
 * It goes into remoteEntry.js as text, so it uses nothing but its arguments.
 */
export function markEsModule(module: Readonly<Record<string, unknown>>): object {
  const marked = Object.defineProperty({}, '__esModule', { value: true, configurable: true })
  for (const name of Object.keys(module)) {
    Object.defineProperty(marked, name, { enumerable: true, get: () => module[name] })
  }
  return marked
}
