import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildMall } from '../../demo/build-mall.mjs'
import { buildRemote } from './build-remote.js'
import type { Portfolio } from './portfolio.js'

const demo = fileURLToPath(new URL('../../demo/', import.meta.url))
const cache = fileURLToPath(new URL('.cache/mall/', import.meta.url))

/** What the page loads of each remote: its workspace's sources. */
const exposes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  shell: { './main': './src/main.ts' },
  account: { './Widget': './src/widget.tsx' },
  cart: { './Widget': './src/widget.tsx', './store': './src/store.ts' },
  catalog: { './Widget': './src/widget.tsx', './Price': './src/price.tsx', './products': './src/products.ts' },
  legacy: { './Widget': './src/widget.tsx' },
  promo: { './Widget': './src/widget.tsx' },
  reviews: { './Widget': './src/widget.ts' },
  search: { './Widget': './src/widget.tsx' },
}

/** The demo's page: eight remotes on React 17 to 19 and Vue. */
export async function openMallPortfolio({ withBundling = true } = {}): Promise<Portfolio> {
  await buildMall()
  const { imports } = JSON.parse(readFileSync(join(demo, '../importmap.json'), 'utf8')) as {
    imports: Record<string, string>
  }
  const remotes: Portfolio['remotes'][number][] = []
  for (const [name, url] of Object.entries(imports)) {
    const id = name.replace('@mall/', '')
    const [, version = ''] = new URL(url).pathname.split('/')
    const sharing = join(demo, '.deployed', id, version)
    const bundling = withBundling ? await buildBundling(name, id) : sharing
    remotes.push({ name, folders: { sharing, bundling } })
  }
  const widgets = remotes.filter(({ name }) => name !== '@mall/shell').map(({ name }) => `${name}/Widget`)
  return {
    name: 'mall',
    main: '@mall/shell/main',
    firstView: [...widgets, '@mall/cart/store'],
    widgets: widgets.length,
    remotes,
    head: '<link rel="stylesheet" href="/mall.css">',
    body: '<div id="mall"></div>',
    mounts: { '/mall.css': join(demo, 'mall.css') },
  }
}

function buildBundling(name: string, id: string): Promise<string> {
  const root = join(demo, id)
  const others = Object.keys(exposes).filter(other => other !== id)
  const federation = { name, exposes: exposes[id]!, remotes: others.map(other => `@mall/${other}`) }
  const jsxImportSource = id === 'reviews' ? 'vue' : undefined
  return buildRemote({
    root,
    dir: join(cache, id),
    jsxImportSource,
    stamp: hashFolder(join(root, 'src')),
    ...federation,
  })
}

function hashFolder(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(file => file.isFile())
  const hash = createHash('sha256')
  for (const path of files.map(({ parentPath, name }) => join(parentPath, name)).sort()) hash.update(readFileSync(path))
  return hash.digest('hex')
}
