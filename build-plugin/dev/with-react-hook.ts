/** Has React note its roots for hot reload, though it may run before the plugin for it does. */
const reactHook = `globalThis.__REACT_DEVTOOLS_GLOBAL_HOOK__ ??= { renderers: new Map(), supportsFiber: true, inject(renderer) { this.renderers.set(this.renderers.size, renderer); return this.renderers.size - 1 }, onScheduleFiberRoot() {}, onCommitFiberRoot() {}, onCommitFiberUnmount() {} };`

/** A file of a remote; react-dom's with the hook: on the first line, so that source maps stay right by line. */
export function withReactHook(name: string, content: string | Uint8Array): string | Uint8Array {
  const isReactDom = /^(?:system|esm)\/shared\/react-dom@.*\.js$/.test(name)
  return isReactDom ? reactHook + content : content
}
