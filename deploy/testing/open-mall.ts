import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Plan } from '../plan/plan-change.js'
import { type Intercept, type StaticServer, startStaticServer } from '../static-server/static-server.js'
import type { Finished } from './run-fedmap.js'
import { runWarm } from './run-warm.js'
import { copyOf, sharing, writeRemote } from './write-remote.js'

/** A small page with a store and its remotes on a real server, in a folder of its own. */
export interface Mall {
  readonly folder: string
  /** The path of importmap.json. */
  readonly map: string
  readonly server: StaticServer
  /** Of a remote's manifest: `urlOf('cart/1.0.0')`. */
  readonly urlOf: (remote: string) => string
  readonly readMap: () => Promise<MapOfMall>
  readonly writeMap: (map: unknown) => Promise<void>
  /** Runs the real command in its folder. */
  readonly fedmap: (...args: string[]) => Promise<Finished>
  /** The same with `--json`: its exit code, and what it reports. */
  readonly report: (...args: string[]) => Promise<Reported>
  /** `fedmap plan --json`: its exit code, and what is planned. */
  readonly plan: (...args: string[]) => Promise<{ readonly code: number } & Plan>
  readonly close: () => Promise<void>
}

/** Whatever a test looks for in it. */
type Reported = ReturnType<typeof JSON.parse>

interface MapOfMall {
  readonly imports: Readonly<Record<string, string>>
  readonly scopes?: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly fedmap?: Readonly<Record<string, unknown>>
}

/**
 * On the map: cart 1.0.0 with react 18.2.0, catalog 1.0.0 with react 18.3.1 that cart could use too, search 1.0.0 that
 * imports catalog's Widget and brings no react. Built and not on the map: cart 1.1.0, like 1.0.0; cart 2.0.0 on
 * react 19; catalog 2.0.0, without the Widget; search 2.0.0, which wants react 17, and nobody has it.
 */
export async function openMall(intercept?: Intercept): Promise<Mall> {
  const folder = await mkdtemp(join(tmpdir(), 'fedmap-mall-'))
  const cdn = join(folder, 'cdn')
  const react = (version: string) => copyOf('react', version, 3_000)
  const remotes = {
    'cart/1.0.0': { shared: { react: sharing('^18.2.0', react('18.2.0')) } },
    'cart/1.1.0': { shared: { react: sharing('^18.2.0', react('18.2.0')) } },
    'cart/2.0.0': { shared: { react: sharing('^19.0.0', react('19.0.0')) } },
    'catalog/1.0.0': { shared: { react: sharing('^18.3.0', react('18.3.1')) } },
    'catalog/2.0.0': {
      exposes: { './Price': { file: 'Widget-11111111.js', peers: [] } },
      shared: { react: sharing('^18.3.0', react('18.3.1')) },
    },
    'search/1.0.0': {
      modules: { 'Widget-11111111.js': { imports: ['react', 'catalog/Widget'], css: ['Widget-22222222.css'] } },
      shared: { react: sharing('^18.0.0') },
    },
    'search/2.0.0': { shared: { react: sharing('^17.0.0') } },
  }
  for (const [path, parts] of Object.entries(remotes)) {
    const [name = '', version = ''] = path.split('/')
    await writeRemote(join(cdn, path), { name, version, ...parts })
  }
  const server = await startStaticServer({ root: cdn, ...(intercept && { intercept }) })
  const map = join(folder, 'importmap.json')
  const urlOf = (remote: string) => `${server.origin}/${remote}/federation.json`
  const writeMap = (json: unknown) => writeFile(map, JSON.stringify(json, null, 2))
  const names = ['cart', 'catalog', 'search']
  await writeMap({ imports: Object.fromEntries(names.map(name => [name, urlOf(`${name}/1.0.0`)])) })
  const fedmap = (...args: string[]) => runWarm(args, { cwd: folder })
  const report = async (...args: string[]): Promise<Reported> => {
    const { code, stdout } = await fedmap(...args, '--json')
    return { code, ...JSON.parse(stdout) }
  }
  return {
    folder,
    map,
    server,
    urlOf,
    writeMap,
    readMap: async () => JSON.parse(await readFile(map, 'utf8')),
    fedmap,
    report,
    async plan(...args) {
      const { code, plan } = await report('plan', ...args)
      return { code, ...plan }
    },
    close: async () => {
      await server.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** The version that is on the map. */
export async function versionOf(name: string, mall: Mall): Promise<string | undefined> {
  return (await mall.readMap()).imports[name]?.match(/\d\.\d\.\d/)?.[0]
}
