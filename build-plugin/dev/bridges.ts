/** How the modules of the dev server, which are the browser's own, reach what the page's engine resolves for a remote. */
export const bridges = `(globalThis[Symbol.for('fedmap.dev')] ??= {})`
