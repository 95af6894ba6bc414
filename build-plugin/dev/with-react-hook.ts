/**
 * Has React note its roots for hot reload, and what renders them for the hot reload of every dev server on the page, whose
 * plugins for it may run later: the hook of the first of them tells no other.
 */
const reactHook = `{
const hook = globalThis.__REACT_DEVTOOLS_GLOBAL_HOOK__ ??= { renderers: new Map(), supportsFiber: true, inject() { return this.renderers.size }, onScheduleFiberRoot() {}, onCommitFiberRoot() {}, onCommitFiberUnmount() {} };
const { inject } = hook;
hook.inject = function (renderer) { const id = inject.apply(this, arguments); this.renderers.set(id, renderer); return id };
}`.replaceAll('\n', ' ')

/** A file of a remote; react-dom's with the hook: on the first line, so that source maps stay right by line. */
export function withReactHook(name: string, content: string | Uint8Array): string | Uint8Array {
  const isReactDom = /^(?:system|esm)\/shared\/react-dom@.*\.js$/.test(name)
  return isReactDom ? reactHook + content : content
}
