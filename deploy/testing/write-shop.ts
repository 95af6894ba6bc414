import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Mall } from './open-mall.js'

/** What of a Module Federation remote's manifest a test wants different. */
export interface ShopParts {
  readonly react?: { readonly version: string; readonly requiredVersion: string }
  readonly exposes?: readonly string[]
}

/**
 * Writes a Module Federation remote `shop` as `@module-federation/enhanced` does, with its entry, a chunk and a stylesheet of
 * its expose, and a chunk of its own react, of the size of which nothing is known.
 *
 * @returns the manifest's URL
 */
export async function writeShop(mall: Mall, { react, exposes = ['./Button'] }: ShopParts = {}): Promise<string> {
  const folder = join(mall.folder, 'cdn/shop')
  const assets = (js: string, css: readonly string[] = []) => ({
    js: { sync: [js], async: [] },
    css: { sync: css, async: [] },
  })
  const { version, requiredVersion } = react ?? { version: '18.2.0', requiredVersion: '^18.2.0' }
  const manifest = {
    id: 'shop',
    name: 'shop',
    metaData: {
      name: 'shop',
      publicPath: 'auto',
      globalName: 'shop',
      remoteEntry: { name: 'remoteEntry.js', path: '', type: 'global' },
    },
    exposes: exposes.map(path => ({ id: `shop:${path}`, path, assets: assets('button.js', ['button.css']) })),
    shared: [{ id: 'shop:react', name: 'react', version, requiredVersion, assets: assets('react.js') }],
  }
  await mkdir(folder, { recursive: true })
  const files = {
    'mf-manifest.json': JSON.stringify(manifest),
    'remoteEntry.js': 'var shop = { init() {}, get() {} }',
    'button.js': '// button',
    'button.css': 'button { color: red }',
    // What compressing makes little of.
    'react.js': `// react ${Array.from({ length: 50 }, (_, i) => Math.sin(i))}`,
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  return `${mall.server.origin}/shop/mf-manifest.json`
}
