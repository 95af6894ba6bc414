import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { closureOf, type Manifest, parseManifest, readPageMap, resolveShared, toImportMap } from 'fedmap/core'
import { startStaticServer } from '../../deploy/static-server/static-server.js'
import { runFedmap } from '../../deploy/testing/run-fedmap.js'
import { type Certificate, makeCertificate } from './make-certificate.js'
import { fedmapPage, staticPage } from './pages.js'
import type { Build, Portfolio } from './portfolio.js'
import { createSlowLink, type Link, type SlowLink } from './slow-link.js'

/**
 * Ways to make a page of the same remotes: `static`, all by hand, and the same where each remote bundles its packages;
 * fedmap on either engine, with importmap.json edited by hand, composed, or composed into the page.
 */
export const variants = [
  'static',
  'static, bundled',
  'hand System',
  'hand native',
  'composed System',
  'composed native',
  'in page System',
  'in page native',
] as const

export type Variant = (typeof variants)[number]

type MapKind = 'hand' | 'composed' | 'in page'

/** A portfolio on a server, as every variant. */
export interface Site {
  readonly urlOf: (variant: Variant) => string
  readonly link: SlowLink
  readonly certificate: Certificate
  readonly close: () => Promise<void>
}

const dist = fileURLToPath(new URL('../../dist/', import.meta.url))
const loaders = ['fedmap.js', 'fedmap-compose.js', 'fedmap-native.js', 'fedmap-native-compose.js']

/** Serves every variant of a portfolio by HTTP/2, from one origin. */
export async function openSite(portfolio: Portfolio, link: Link, opened: readonly Variant[] = variants): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'fedmap-page-'))
  const certificate = makeCertificate(folder)
  const slowLink = createSlowLink({ latency: 0 })
  const folders = portfolio.remotes.flatMap(({ name, folders }) =>
    (['sharing', 'bundling'] as const).map(build => [pathOf(name, build), folders[build]]),
  )
  const server = await startStaticServer({
    root: folder,
    tls: certificate,
    mounts: {
      ...Object.fromEntries(folders),
      ...Object.fromEntries(loaders.map(file => [`/${file}`, join(dist, file)])),
      ...portfolio.mounts,
    },
    intercept: slowLink.intercept,
  })
  const pathOfPage = (variant: Variant) => `${variant.toLowerCase().replaceAll(/\W+/g, '-')}/`
  for (const variant of opened) {
    const path = join(folder, pathOfPage(variant))
    await mkdir(path)
    await writePage(portfolio, variant, path, `${server.origin}/${pathOfPage(variant)}`, certificate)
  }
  slowLink.set(link)
  return {
    urlOf: variant => `${server.origin}/${pathOfPage(variant)}`,
    link: slowLink,
    certificate,
    close: async () => {
      await server.close()
      await rm(folder, { recursive: true })
    },
  }
}

function pathOf(name: string, build: Build): string {
  return `/${build}/${name.replace(/^@[^/]+\//, '')}/`
}

async function writePage(
  portfolio: Portfolio,
  variant: Variant,
  folder: string,
  url: string,
  { file }: Certificate,
): Promise<void> {
  if (variant.startsWith('static')) {
    const build = variant === 'static' ? 'sharing' : 'bundling'
    await writeFile(join(folder, 'index.html'), staticPage(portfolio, await planByHand(portfolio, build, url)))
    return
  }
  const engine = variant.endsWith('System') ? 'system' : 'native'
  const map = variant.slice(0, variant.lastIndexOf(' ')) as MapKind
  const entries = portfolio.remotes.map(({ name }) => [name, `${pathOf(name, 'sharing')}federation.json`])
  await writeFile(join(folder, 'importmap.json'), JSON.stringify({ imports: Object.fromEntries(entries) }, null, 2))
  await writeFile(join(folder, 'index.html'), fedmapPage(portfolio, engine))
  if (map === 'hand') return
  const format = engine === 'system' ? 'system' : 'esm'
  const args = ['compose', '--map-url', `${url}importmap.json`, '--format', format]
  const { code, stderr } = await runFedmap([...args, ...(map === 'in page' ? ['--html', 'index.html'] : [])], {
    cwd: folder,
    env: { NODE_EXTRA_CA_CERTS: file },
  })
  if (code !== 0) throw new Error(`${portfolio.name}, ${variant}: ${stderr}`)
}

/** Whatever the first view needs, by its path, and no more. */
async function planByHand({ remotes, main, firstView }: Portfolio, build: Build, url: string) {
  const { origin } = new URL(url)
  const entries = remotes.map(({ name }) => [name, `${origin}${pathOf(name, build)}federation.json`] as const)
  const page = readPageMap({ imports: Object.fromEntries(entries) }, url)
  const read = ({ folders }: Portfolio['remotes'][number]) => readFile(join(folders[build], 'federation.json'), 'utf8')
  const manifests = await Promise.all(remotes.map(read))
  const resolution = resolveShared(
    page.remotes.map(({ name, url }) => {
      const index = remotes.findIndex(remote => remote.name === name)
      const manifest: Manifest = parseManifest(JSON.parse(manifests[index]!), url)
      return { name, base: new URL('.', url).href, manifest }
    }),
    { host: remotes[0]?.name, format: 'esm' },
  )
  const map = toImportMap(resolution)
  const files = closureOf(resolution, [main, ...firstView])
  const toPath = (url: string) => url.slice(origin.length)
  const used = new Set(files.map(({ url }) => url))
  const keepUsed = (specifiers: Readonly<Record<string, string | null>>, keep = (_specifier: string) => true) =>
    Object.fromEntries(
      Object.entries(specifiers).flatMap(([specifier, url]) =>
        url && used.has(url) && keep(specifier) ? [[specifier, toPath(url)]] : [],
      ),
    )
  const scopes = Object.entries(map.scopes).map(([scope, specifiers]) => [toPath(scope), keepUsed(specifiers)] as const)
  const isExpose = (specifier: string) => remotes.some(({ name }) => specifier.startsWith(`${name}/`))
  return {
    imports: keepUsed(map.imports, isExpose),
    scopes: Object.fromEntries(scopes.filter(([, specifiers]) => Object.keys(specifiers).length > 0)),
    modules: files.filter(({ kind }) => kind !== 'css').map(({ url }) => toPath(url)),
    stylesheets: files.filter(({ kind }) => kind === 'css').map(({ url }) => toPath(url)),
  }
}
