import type { DevEnvironment } from 'vite'
import { parseChunk } from '../es-modules/parse-chunk.js'
import { type ModuleText, parseModule } from '../es-modules/parse-module.js'
import { exportNamesOf, readModuleRecord } from '../es-modules/read-module-record.js'
import { specifierOf } from './dev-ids.js'

/** What a module of the dev server and all that it imports ask of the page. */
export interface CrawledSources {
  /** Bare specifiers: those imported statically on every step of the way, and the others. */
  readonly imports: readonly string[]
  readonly dynamic: readonly string[]
  /** The URLs of all modules of the way. */
  readonly urls: readonly string[]
  /** Whether the first module has a default export. */
  readonly hasDefault: boolean
}

/**
 * Has the dev server transform a module and all that it imports, as a browser would ask for it, and reads what comes of
 * it. A module that cannot be transformed is left out: the browser, which asks for it next, shows why.
 */
export async function crawlSources(environment: DevEnvironment, entry: string): Promise<CrawledSources> {
  const imports = new Set<string>()
  const dynamic = new Set<string>()
  const followed = new Set<string>()
  const later = new Set<string>()
  let hasDefault = false

  /** @param asked takes the bare specifiers */
  const follow = async (url: string, asked: Set<string>): Promise<void> => {
    const specifier = specifierOf(url)
    if (specifier !== undefined) {
      asked.add(decodeURI(specifier))
      return
    }
    if (followed.has(url) || !isSource(url)) return
    followed.add(url)
    const code = (await environment.transformRequest(url).catch(() => null))?.code
    if (code === undefined) return
    const source = { path: url, code }
    if (url === entry) hasDefault = exportsDefault(source)
    const found = parseChunk(source)
    for (const next of found.dynamic) later.add(next)
    await Promise.all(found.imports.map(next => follow(next, asked)))
  }

  await follow(entry, imports)
  for (const url of later) await follow(url, dynamic)
  for (const specifier of imports) dynamic.delete(specifier)
  return { imports: [...imports].sort(), dynamic: [...dynamic].sort(), urls: [...followed], hasDefault }
}

/** A URL of the dev server, which is not one of its own: those import nothing of the page. */
function isSource(url: string): boolean {
  return url.startsWith('/') && !/^\/[^?]*@(?:vite|react-refresh)(?:\/|$|\?)/.test(url)
}

function exportsDefault(source: ModuleText): boolean {
  return exportNamesOf(readModuleRecord(parseModule(source))).includes('default')
}
