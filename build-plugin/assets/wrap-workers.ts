import { type Node, walk } from 'estree-walker'
import MagicString from 'magic-string'
import type { Plugin } from 'rollup'
import type { Placed } from '../es-modules/parse-module.js'
import { toRewritten } from '../es-modules/replace-nodes.js'

const helperId = '\0fedmap-worker-url'

/**
 * A browser starts no worker from another origin, which is where remotes lie. So each `new Worker(url)` is given a blob of
 * the page's origin that imports the real one. A page with a content security policy must allow `worker-src blob:`.
 *
 * @param order `null` where others have to come later: the dev server resolves imports after all that is not `'post'`
 * @param isWrapped whether what a worker is started with is to be wrapped: a package may have a `Worker` of its own
 */
export function wrapWorkers(order: 'post' | null = 'post', isWrapped = (_url: Node) => true): Plugin {
  return {
    name: 'fedmap-workers',
    resolveId: id => (id === helperId ? id : null),
    load: id => (id === helperId ? `export ${toWorkerUrl}` : null),
    transform: {
      order,
      handler(code, id) {
        // The dev server's own client has one, and none of the server's other code is resolved in it.
        if (id === helperId || id.includes('/vite/dist/client/') || !/new (?:Shared)?Worker\s*\(/.test(code))
          return null
        const text = new MagicString(code)
        walk(this.parse(code) as Node, {
          enter(node) {
            const [url, options] = workerArguments(node)
            if (!url || !isWrapped(url)) return
            text.appendLeft(url.start, '__fedmapWorkerUrl(')
            text.appendRight(url.end, options ? `, ${code.slice(options.start, options.end)})` : ')')
          },
        })
        if (text.hasChanged()) {
          text.prepend(`import { toWorkerUrl as __fedmapWorkerUrl } from ${JSON.stringify(helperId)};\n`)
        }
        return toRewritten(text)
      },
    },
  }
}

/** What a worker is started with, `[url, options]`; nothing for any other node. */
export function workerArguments(node: Node): readonly Placed[] {
  const isWorker =
    node.type === 'NewExpression' &&
    node.callee.type === 'Identifier' &&
    ['Worker', 'SharedWorker'].includes(node.callee.name)
  return isWorker ? (node.arguments as Placed[]) : []
}

/** Runs in the page. It goes there as text, so it uses nothing but its arguments and the page's globals. */
function toWorkerUrl(url: string | URL, options?: string | { readonly type?: string }): string | URL {
  const { location, Blob, URL } = globalThis as unknown as {
    location: { href: string; origin: string }
    Blob: new (parts: string[], options: { type: string }) => object
    URL: { new (url: string | URL, base: string): URL; createObjectURL(blob: object): string }
  }
  const target = new URL(url, location.href)
  if (target.origin === location.origin || !target.protocol.startsWith('http')) return url
  const isModule = typeof options === 'object' && options.type === 'module'
  const source = `${isModule ? 'import ' : 'importScripts('}${JSON.stringify(target.href)}${isModule ? '' : ')'}`
  return URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
}
