import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Copy, Manifest, SharedPackage } from '../../core/index.js'

/** A copy of a package with one subpath and no state: `copyOf('react', '18.2.0', 3000)`. */
export function copyOf(name: string, version: string, size = 1_000, requires: Copy['requires'] = {}): Copy {
  const build = 'b1'
  return { version, build, size, provides: { '.': { file: `shared/${name}@${version}-${build}/index.js` } }, requires }
}

/** What a remote says of a package of which it uses all, and brings these copies. */
export function sharing(requiredVersion: string | false, ...copies: readonly Copy[]): SharedPackage {
  return { requiredVersion, uses: { '.': '*' }, singleton: false, strictVersion: false, shareScope: 'default', copies }
}

/**
 * Writes a remote as the build plugin would, small: its manifest, and a real file for each module, stylesheet and copy,
 * in both formats, with integrity.
 */
export async function writeRemote(folder: string, parts: Partial<Manifest> & { readonly name: string }): Promise<void> {
  const copies = Object.values(parts.shared ?? {}).flatMap(({ copies }) => copies)
  const copyModules = Object.fromEntries(
    copies.flatMap(({ provides, requires }) =>
      Object.values(provides).map(({ file }) => [file, { imports: Object.keys(requires) }]),
    ),
  )
  const modules = {
    'Widget-11111111.js': { imports: Object.keys(parts.shared ?? {}) },
    ...parts.modules,
    ...copyModules,
  }
  const integrity: Record<string, string> = {}
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
    integrity[path] = `sha384-${createHash('sha384').update(text).digest('base64')}`
  }
  for (const [path, { imports = [], css = [] }] of Object.entries<NonNullable<Manifest['modules'][string]>>(modules)) {
    // A copy of the same build is the same to the byte, whoever brings it.
    const about = path.startsWith('shared/') ? path : `${parts.name} ${parts.version} ${path}`
    const specifiers = imports.map(specifier => JSON.stringify(specifier))
    await write(`system/${path}`, `System.register([${specifiers}], () => ({ execute() {} })) // ${about}\n`)
    await write(
      `esm/${path}`,
      `${specifiers.map(specifier => `import ${specifier}\n`).join('')}export {} // ${about}\n`,
    )
    for (const stylesheet of css) await write(`assets/${stylesheet}`, `/* ${about} */\n`)
  }
  const manifest: Manifest = {
    formatVersion: 1,
    version: '1.0.0',
    formats: ['system', 'esm'],
    exposes: { './Widget': { file: 'Widget-11111111.js', peers: [] } },
    shared: {},
    ...parts,
    modules,
    integrity,
  }
  await writeFile(join(folder, 'federation.json'), JSON.stringify(manifest))
}
