import type { ViteDevServer } from 'vite'
import { startId } from './dev-ids.js'

/** A module of a page: its URL there, or its text, whose imports are such URLs. */
export type PluginScript = { readonly url: string } | { readonly code: string }

/** What plugins have a page of the dev server run, as modules: Vite's client, what React's hot reload needs. */
export async function listPluginScripts(server: ViteDevServer): Promise<PluginScript[]> {
  const html = await server.transformIndexHtml('/', '<!doctype html><head></head><body></body>', startId)
  return [...html.matchAll(/<script type="module"([^>]*)>([\s\S]*?)<\/script>/g)].map(([, attributes, code]) => {
    const url = /src="([^"]*)"/.exec(attributes!)?.[1]
    return url ? { url } : { code: code! }
  })
}
