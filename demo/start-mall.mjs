import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startStaticServer } from 'fedmap/deploy'

/**
 * @typedef {import('fedmap/deploy').Intercept} Intercept
 *
 * @typedef {object} MallOptions
 * @property {'fixed' | 'ephemeral'} [ports] `fixed`, the default: the ports that importmap.json names and 9000 for the
 *   page, which gets importmap.json itself, so that editing it is a deploy. `ephemeral`: free ports, and a copy of the
 *   map with these in it.
 * @property {(server: string, ...rest: Parameters<Intercept>) => void} [intercept] Sees each request before it is
 *   served: `server` is `page` or a remote (`cart`).
 *
 * @typedef {object} Mall
 * @property {string} url The page.
 * @property {Readonly<Record<string, string>>} origins `page` and each remote (`cart`) → its origin.
 * @property {(text: string) => Promise<void>} setImportMap With ephemeral ports: deploys another importmap.json, any
 *   text. Origins are written as in the repo's file (`http://localhost:9101`) and served as they are here.
 * @property {() => Promise<void>} close
 */

const pagePort = 9000
const repoMap = pathOf('../importmap.json')

/** What the page's script tags name, from where npm and the build put it. */
const pageScripts = {
  '/fedmap.js': pathOf('../dist/fedmap.js'),
  '/fedmap-compose.js': pathOf('../dist/fedmap-compose.js'),
  '/fedmap-developer.js': pathOf('../dist/fedmap-developer.js'),
  '/fedmap-mf.js': pathOf('../dist/fedmap-mf.js'),
  '/fedmap-native.js': pathOf('../dist/fedmap-native.js'),
  '/fedmap-native-compose.js': pathOf('../dist/fedmap-native-compose.js'),
  '/fedmap-native-developer.js': pathOf('../dist/fedmap-native-developer.js'),
  '/es-module-shims.js': pathOf('../dist/es-module-shims.js'),
  '/es5/': pathOf('../dist/es5/'),
  '/import-map-overrides.js': pathOf('../node_modules/import-map-overrides/dist/import-map-overrides.js'),
}

/**
 * Serves the mall as it would be deployed: the page from one origin, each remote from an origin of its own. `buildMall`
 * comes first.
 *
 * @param {MallOptions} [options]
 * @returns {Promise<Mall>}
 */
export async function startMall({ ports = 'fixed', intercept } = {}) {
  const text = await readFile(repoMap, 'utf8')
  const folder = ports === 'ephemeral' ? await mkdtemp(join(tmpdir(), 'mall-')) : undefined
  const servedMap = folder ? join(folder, 'importmap.json') : repoMap

  /** @type {Record<string, import('fedmap/deploy').StaticServer>} */
  const servers = {}
  /** @type {(name: string, port: number, options: import('fedmap/deploy').StaticServerOptions) => Promise<void>} */
  const start = async (name, port, options) => {
    servers[name] = await startStaticServer({
      ...options,
      port: ports === 'fixed' ? port : 0,
      ...(intercept && { intercept: (...request) => intercept(name, ...request) }),
    })
  }
  const remotes = readRemotes(text)
  for (const { name, port } of remotes) await start(name, port, { root: pathOf(`.deployed/${name}`) })
  await start('page', pagePort, {
    root: pathOf('.'),
    mounts: { '/importmap.json': servedMap, ...pageScripts },
  })
  const origins = Object.fromEntries(Object.entries(servers).map(([name, { origin }]) => [name, origin]))

  /** @param {string} next */
  const setImportMap = async next => {
    if (!folder) throw new Error('With fixed ports the page gets importmap.json itself. Edit it.')
    const served = remotes.reduce((map, { name, origin }) => map.replaceAll(origin, origins[name] ?? origin), next)
    await writeFile(servedMap, served)
  }
  if (folder) await setImportMap(text)

  return {
    url: `${origins.page}/`,
    origins,
    setImportMap,
    close: async () => {
      await Promise.all(Object.values(servers).map(server => server.close()))
      if (folder) await rm(folder, { recursive: true })
    },
  }
}

/**
 * The remotes of importmap.json: `cart`, served at `http://localhost:9101`.
 *
 * @param {string} text
 */
function readRemotes(text) {
  return Object.entries(JSON.parse(text).imports).map(([name, url]) => {
    const { origin, port } = new URL(url)
    return { name: name.replace('@mall/', ''), origin, port: Number(port) }
  })
}

/** @param {string} path relative to this file */
function pathOf(path) {
  return fileURLToPath(new URL(path, import.meta.url))
}
