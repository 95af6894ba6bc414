import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseManifest } from '../core/index.js'
import { buildRemote, type RemoteBuild, type RemoteBuildOptions } from './testing/build-remote.js'
import { createProject, type ProjectParts, writeFiles } from './testing/create-project.js'
import { type WatchingBundler, watchRemote } from './testing/watch-remote.js'

const reactProject: ProjectParts = {
  packageJson: { dependencies: { react: '^18.2.0', 'react-dom': '>=18.2 <19' } },
  install: { 'react-18': ['react', 'react-dom'] },
  files: {
    'src/widget.tsx': `
      import { useState } from 'react'
      import { createRoot } from 'react-dom/client'
      import { Price } from './price'
      import { Stars } from '@mall/reviews/Stars'
      import './widget.css'
      export const logo = new URL('./logo.svg', import.meta.url)
      export const loadLater = () => import('./later')
      function Widget() {
        const [count] = useState(0)
        return <p><Price value={count} /><Stars /></p>
      }
      export const mount = (element: HTMLElement) => createRoot(element).render(<Widget />)`,
    'src/price.tsx': `export const Price = ({ value }: { value: number }) => <b>{value}</b>`,
    'src/later.ts': `import './later.css'\nexport const later = 1`,
    'src/store.ts': `export const store = { count: 0 }`,
    'src/widget.css': `@import './base.css';\n.widget { background: url(./logo.svg) }`,
    'src/base.css': `.base { color: red }`,
    'src/later.css': `.later { color: blue }`,
    'src/logo.svg': `<svg xmlns="http://www.w3.org/2000/svg"/>`,
  },
}

const reactOptions: Omit<RemoteBuildOptions, 'root'> = {
  exposes: { './Widget': './src/widget.tsx', './Price': './src/price.tsx', './store': './src/store' },
  shared: ['react', 'react-dom'],
  remotes: ['@mall/reviews'],
}

/** File names with their hashes left out. */
const withoutHash = (name: string) => name.replace(/-[\w-]{8}(?=\.(?:js|css|svg))|-[\da-f]{12}(?=\/)/g, '')

/** What was built for a file name without hash, or an error that lists the names. */
function findFile(build: RemoteBuild, name: string): string {
  const found = Object.keys(build.files).find(file => withoutHash(file) === name)
  if (!found) throw new Error(`${name} is not among ${Object.keys(build.files).map(withoutHash)}`)
  return found
}

describe.each(['rollup', 'rolldown', 'vite', 'vite 7'] as const)('a React remote, by %s', bundler => {
  let building: Promise<RemoteBuild>
  beforeAll(async () => {
    building = buildRemote({ root: createProject(reactProject), bundler, ...reactOptions })
    await building
  })

  test('has the same modules below esm/ and system/, everything else in assets/', async () => {
    const { files } = await building
    const names = Object.keys(files).map(withoutHash)
    const below = (folder: string) =>
      names.filter(name => name.startsWith(folder)).map(name => name.slice(folder.length))
    expect(below('system/').sort()).toEqual(below('esm/').sort())
    expect(
      below('esm/')
        .filter(name => !name.endsWith('.map') && !name.startsWith('shared/'))
        .sort(),
    ).toEqual(['Price.js', 'Widget.js', 'later.js', 'remoteEntry.js', 'store.js'])
    expect(
      below('esm/shared/')
        .filter(name => !name.endsWith('.map'))
        .sort(),
    ).toEqual([
      'react-dom@18.2.0/client.js',
      'react-dom@18.2.0/index.js',
      'react@18.2.0/index.js',
      'react@18.2.0/jsx-runtime.js',
    ])
    expect(below('assets/').sort()).toEqual(['Widget.css', 'later.css', 'logo.svg'])
    expect(names).toContain('federation.json')
  })

  test('has a manifest that core reads', async () => {
    const { manifest } = await building
    expect(parseManifest(JSON.parse(JSON.stringify(manifest)), 'https://cart.example/federation.json')).toEqual(
      manifest,
    )
    expect(manifest).toMatchObject({
      formatVersion: 1,
      name: '@mall/cart',
      version: '1.4.2',
      formats: ['system', 'esm'],
    })
  })

  test('lists its exposes, with the UI runtimes that they import as peers', async () => {
    const { exposes } = (await building).manifest
    expect(Object.entries(exposes).map(([name, { file, peers }]) => [name, withoutHash(file), peers])).toEqual([
      ['./Price', 'Price.js', ['react']],
      ['./Widget', 'Widget.js', ['react']],
      ['./store', 'store.js', []],
    ])
  })

  test('lists what each module imports', async () => {
    const { modules } = (await building).manifest
    // The order of imports is the bundler's own.
    const nodes = Object.entries(modules).map(([path, { imports, ...node }]) => [
      withoutHash(path),
      { ...node, ...(imports && { imports: [...imports].sort() }) },
    ])
    expect(JSON.parse(withoutHash(JSON.stringify(Object.fromEntries(nodes))))).toEqual({
      'Price.js': { imports: ['react/jsx-runtime'] },
      'Widget.js': {
        imports: ['@mall/reviews/Stars', 'Price.js', 'react', 'react-dom/client', 'react/jsx-runtime'],
        dynamic: ['later.js'],
        css: ['Widget.css'],
      },
      'later.js': { css: ['later.css'] },
      'remoteEntry.js': { dynamic: ['Price.js', 'Widget.js', 'store.js'] },
      'store.js': {},
      'shared/react-dom@18.2.0/client.js': { imports: ['react-dom'] },
      'shared/react-dom@18.2.0/index.js': { imports: ['react'] },
      'shared/react@18.2.0/index.js': {},
      'shared/react@18.2.0/jsx-runtime.js': { imports: ['react'] },
    })
  })

  test('says what it uses, offers and requires', async () => {
    const { shared } = (await building).manifest
    expect(JSON.parse(withoutHash(JSON.stringify(shared)))).toEqual({
      react: {
        requiredVersion: '^18.2.0',
        uses: { '.': ['useState'], './jsx-runtime': ['jsx', 'jsxs'] },
        singleton: false,
        strictVersion: false,
        shareScope: 'default',
        copies: [
          {
            version: '18.2.0',
            build: expect.stringMatching(/^[\da-f]{12}$/),
            size: expect.any(Number),
            provides: {
              '.': { file: 'shared/react@18.2.0/index.js' },
              './jsx-runtime': { file: 'shared/react@18.2.0/jsx-runtime.js' },
            },
            requires: {},
          },
        ],
      },
      'react-dom': expect.objectContaining({
        requiredVersion: '>=18.2 <19',
        uses: { './client': ['createRoot'] },
        copies: [expect.objectContaining({ requires: { react: { requiredVersion: '18.2.0', uses: { '.': '*' } } } })],
      }),
    })
  })

  test('has the hash of every module and stylesheet as it was written', async () => {
    const { folder, files, manifest } = await building
    const hashed = Object.keys(files).filter(name => /\.(?:js|css)$/.test(name))
    expect(Object.keys(manifest.integrity)).toEqual(hashed.sort())
    for (const [name, integrity] of Object.entries(manifest.integrity)) {
      const digest = createHash('sha384')
        .update(readFileSync(join(folder, name)))
        .digest('base64')
      expect(integrity, name).toBe(`sha384-${digest}`)
    }
  })

  test('has stylesheets with what they import and the names of what they refer to', async () => {
    const build = await building
    expect(build.files[findFile(build, 'assets/Widget.css')]).toMatch(
      /^\.base \{ color: red \}\s+\.widget \{ background: url\("?(?:\.\/)?logo-[\w-]+\.svg"?\) \}$/,
    )
  })

  test.each(['esm', 'system'])('refers to its assets from %s/', async format => {
    const build = await building
    const logo = findFile(build, 'assets/logo.svg')
    expect(build.files[findFile(build, `${format}/Widget.js`)]).toMatch(new RegExp(`['"\`]\\.\\./${logo}['"\`]`))
  })

  test.each(['esm', 'system'])('has source maps in %s/ that lead to the sources', async format => {
    const build = await building
    for (const file of Object.keys(build.files).filter(name => name.startsWith(`${format}/`) && name.endsWith('.js'))) {
      if (file.endsWith('/remoteEntry.js')) continue
      expect(build.files[file], file).toContain(`//# sourceMappingURL=${file.slice(file.lastIndexOf('/') + 1)}.map`)
      expect(JSON.parse(build.files[`${file}.map`]!).mappings, file).not.toBe('')
    }
    const mapOf = (name: string) => JSON.parse(build.files[`${findFile(build, name)}.map`]!)
    expect(mapOf(`${format}/Price.js`).sources).toEqual(['../../src/price.tsx'])
    expect(mapOf(`${format}/shared/react@18.2.0/index.js`).sources).toContain(
      'npm:react@18.2.0/cjs/react.production.min.js',
    )
  })

  test('has the same bytes when it is built elsewhere, of options in another order, and no path of the machine', async () => {
    const { files, folder } = await building
    const elsewhere = await buildRemote({
      root: createProject(reactProject),
      bundler,
      ...reactOptions,
      exposes: Object.fromEntries(Object.entries(reactOptions.exposes!).reverse()),
      shared: ['react-dom', 'react'],
    })
    expect(elsewhere.files).toEqual(files)
    expect(JSON.stringify(files)).not.toContain(folder.slice(0, folder.indexOf('project-')))
  })
})

test('a copy has the same bytes wherever a package manager puts what is bundled into it', async () => {
  const outer = {
    'package.json': '{ "name": "outer", "version": "1.0.0", "dependencies": { "inner": "1" } }',
    'index.js': `export { inner } from 'inner'; export const outer = 1`,
  }
  const inner = { 'package.json': '{ "name": "inner", "version": "1.0.0" }', 'index.js': 'export const inner = 2' }
  const layouts: ProjectParts[] = [
    { packages: { outer, inner } },
    { packages: { outer, 'outer/node_modules/inner': inner } },
    {
      packages: { '.pnpm/outer@1/node_modules/outer': outer, '.pnpm/outer@1/node_modules/inner': inner },
      links: { outer: 'node_modules/.pnpm/outer@1/node_modules/outer' },
    },
  ]
  const files = {
    'package-lock.json': '{}',
    'src/widget.ts': `import { inner, outer } from 'outer'; console.log(inner, outer)`,
  }
  const builds = await Promise.all(
    layouts.map(layout => {
      const root = createProject({ ...layout, files })
      return buildRemote({ root, exposes: { './Widget': './src/widget.ts' }, shared: ['outer'] })
    }),
  )
  for (const build of builds) expect(build.files).toEqual(builds[0]!.files)
})

describe('shared packages are built once', () => {
  const counterProject: ProjectParts = {
    files: {
      'package-lock.json': '{}', // A cache of its own.
      'src/widget.ts': `import { one } from 'one'; import { two } from 'two'; console.log(one, two)`,
    },
    packages: {
      one: { 'package.json': '{ "name": "one", "version": "1.0.0" }', 'index.js': 'export const one = 1' },
      two: {
        'package.json': '{ "name": "two", "version": "2.0.0", "dependencies": { "one": "^1.0.0", "inner": "1" } }',
        'index.js': `export { one } from 'one'; export { two } from 'inner'`,
      },
      inner: { 'package.json': '{ "name": "inner", "version": "1.0.0" }', 'index.js': 'export const two = 2' },
    },
  }
  const options = { exposes: { './Widget': './src/widget.ts' }, shared: ['one', 'two'] }

  test('and again only where something that matters has changed', async () => {
    const root = createProject(counterProject)
    const build = async (more: Partial<RemoteBuildOptions> = {}) =>
      (await buildRemote({ root, ...options, ...more })).built
    expect(await build()).toEqual(['two@2.0.0', 'one@1.0.0'])
    expect(await build()).toEqual([])

    writeFiles(root, { 'src/widget.ts': `import { one } from 'one'; import { two } from 'two'; console.log(two, one)` })
    expect(await build()).toEqual([])

    expect(await build({ mode: 'development' })).toEqual(['two@2.0.0', 'one@1.0.0'])
    expect(await build({ shared: { one: {}, two: { requires: { one: '1.0.0' } } } })).toEqual(['two@2.0.0'])

    // A file that was written again, as it was.
    writeFiles(root, { 'node_modules/inner/index.js': 'export const two = 2' })
    expect(await build()).toEqual([])

    // A package that someone patched in place, without a new version.
    writeFiles(root, { 'node_modules/inner/index.js': 'export const two = 3' })
    expect(await build()).toEqual(['two@2.0.0'])

    // Another version of what lies in it, in another place.
    writeFiles(root, {
      'node_modules/two/node_modules/inner/package.json': '{ "name": "inner", "version": "1.1.0" }',
      'node_modules/two/node_modules/inner/index.js': 'export const two = 4',
    })
    expect(await build()).toEqual(['two@2.0.0'])

    // Another version of what one of them imports: it is no longer the shared one.
    writeFiles(root, {
      'node_modules/two/node_modules/one/package.json': '{ "name": "one", "version": "1.1.0" }',
      'node_modules/two/node_modules/one/index.js': 'export const one = 1.1',
    })
    expect(await build({ expectedWarnings: ['FED-521'] })).toEqual(['two@2.0.0'])
  })
})

test('a package is built anew where something else is offered under its name', async () => {
  const root = createProject({
    files: { 'package-lock.json': '{}', 'a.js': `import { a } from 'lib'; console.log(a)` },
    packages: {
      other: {
        'package.json': '{ "name": "other", "version": "1.0.0", "exports": { "./a": "./a.js", "./b": "./b.js" } }',
        'a.js': `exports.a = 'of a'`,
        'b.js': `exports.a = 'of b'`,
      },
    },
  })
  const build = async (source: string) => {
    const shared = { lib: { import: source } }
    const { built, manifest } = await buildRemote({ root, exposes: { './A': './a.js' }, shared })
    return [built, Object.keys(manifest.shared.lib!.copies[0]!.requires.other!.uses)]
  }
  expect(await build('other/a')).toEqual([['lib@1.0.0', 'other@1.0.0'], ['./a']])
  expect(await build('other/b')).toEqual([['lib@1.0.0', 'other@1.0.0'], ['./b']])
  expect(await build('other/b')).toEqual([[], ['./b']])
})

test('shares a package of the workspace, and builds it anew when its source has changed', async () => {
  const root = createProject({
    packageJson: { dependencies: { '@mall/ui': 'workspace:^' } },
    files: {
      'package-lock.json': '{}',
      'a.js': `import { a } from '@mall/ui'; console.log(a)`,
      'packages/ui/package.json': '{ "name": "@mall/ui", "version": "0.3.0", "type": "module", "main": "index.js" }',
      'packages/ui/index.js': 'export const a = 1',
    },
    links: { '@mall/ui': 'packages/ui' },
  })
  const build = () => buildRemote({ root, exposes: { './A': './a.js' }, shared: ['@mall/ui'] })
  const first = await build()
  expect(first.built).toEqual(['@mall/ui@0.3.0'])
  expect(first.manifest.shared).toMatchObject({
    '@mall/ui': { requiredVersion: '^0.3.0', copies: [{ version: '0.3.0' }] },
  })

  writeFiles(root, { 'packages/ui/index.js': 'export const a = 2' })
  const second = await build()
  expect(second.built).toEqual(['@mall/ui@0.3.0'])
  const buildOf = ({ manifest }: RemoteBuild) => manifest.shared['@mall/ui']!.copies[0]!.build
  expect(buildOf(second)).not.toBe(buildOf(first))
})

test.each<WatchingBundler>(['rollup', 'rolldown', 'vite'])(
  'a build that %s watches follows the packages of the workspace',
  async bundler => {
    const root = createProject({
      files: {
        'a.js': `import { a } from 'ui'; console.log(a)`,
        'packages/ui/package.json': '{ "name": "ui", "version": "0.3.0", "type": "module", "main": "index.js" }',
        'packages/ui/index.js': `export { a } from './part.js'`,
        'packages/ui/part.js': `export const a = 'before'`,
      },
      links: { ui: 'packages/ui' },
    })
    const options = { name: '@mall/cart', root, exposes: { './A': './a.js' }, shared: ['ui'] }
    // Types would take a compiler, which the project does not have: such a build leaves them out.
    const build = await watchRemote(bundler, { ...options, types: true })
    await build.built()
    const again = build.built()
    // More than once: watchers tell of a build before they look at all of its files.
    const edit = () => writeFiles(root, { 'packages/ui/part.js': `export const a = 'after' // ${Date.now()}` })
    const editing = setInterval(edit, 200)
    await again
    clearInterval(editing)
    const { shared } = JSON.parse(readFileSync(join(root, 'dist/federation.json'), 'utf8'))
    const { file } = shared.ui.copies[0].provides['.']
    expect(readFileSync(join(root, 'dist/esm', file), 'utf8')).toContain('after')
    await build.close()
  },
)

test('a package comes out the same, whether it is installed or of the workspace', async () => {
  const source = {
    'package.json': '{ "name": "ui", "version": "0.3.0", "type": "module", "main": "index.js", "sideEffects": false }',
    'index.js': `export * from './part.js'`,
    'part.js': 'export const a = document.title',
  }
  const files = { 'package-lock.json': '{}', 'a.js': `import { a } from 'ui'; console.log(a)` }
  const ofWorkspace = Object.entries(source).map(([path, text]) => [`packages/ui/${path}`, text])
  const options = { exposes: { './A': './a.js' }, shared: { ui: { requiredVersion: '^0.3.0' } } }
  const [installed, linked] = await Promise.all([
    buildRemote({ root: createProject({ files, packages: { ui: source } }), ...options }),
    buildRemote({
      root: createProject({ files: { ...files, ...Object.fromEntries(ofWorkspace) }, links: { ui: 'packages/ui' } }),
      ...options,
    }),
  ])
  expect(linked!.files).toEqual(installed!.files)
})

interface Row extends ProjectParts {
  readonly options: Omit<RemoteBuildOptions, 'root'>
  /** What the manifest's `shared` must match. */
  readonly shared: object
}

const lib = (name: string, version: string, source = 'export const a = 1', more: object = {}) => ({
  'package.json': JSON.stringify({ name, version, type: 'module', main: 'index.js', ...more }),
  'index.js': source,
})
const useLib = { 'a.js': `import { a } from 'lib'; console.log(a)` }
const exposes = { './A': './a.js' }
const versionOf = (range: string | false, version = '1.2.3') => ({
  lib: { requiredVersion: range, copies: [{ version }] },
})

const sharedRows: Record<string, Row> = {
  'the range in package.json': {
    packageJson: { dependencies: { lib: '~1.2.0' } },
    files: useLib,
    packages: { lib: lib('lib', '1.2.3') },
    options: { exposes, shared: ['lib'] },
    shared: versionOf('~1.2.0'),
  },
  ...Object.fromEntries(
    Object.entries({
      'workspace:*': '1.2.3',
      'workspace:~': '~1.2.3',
      'workspace:^': '^1.2.3',
      'workspace:^1.0.0': '^1.0.0',
      'catalog:': '^1.2.3',
      'npm:other@^1.0.0': '^1.2.3',
      'file:../lib': '^1.2.3',
      'github:mall/lib#main': '^1.2.3',
      latest: '^1.2.3',
    }).map(([declared, range]): [string, Row] => [
      `${declared} in package.json`,
      {
        packageJson: { dependencies: { lib: declared } },
        files: useLib,
        packages: { lib: lib('lib', '1.2.3') },
        options: { exposes, shared: ['lib'] },
        shared: versionOf(range),
      },
    ]),
  ),
  'a package that package.json does not name': {
    files: useLib,
    packages: { lib: lib('lib', '1.2.3') },
    options: { exposes, shared: ['lib'] },
    shared: versionOf('^1.2.3'),
  },
  'every version': {
    files: useLib,
    packages: { lib: lib('lib', '1.2.3') },
    options: { exposes, shared: { lib: { requiredVersion: false } } },
    shared: versionOf(false),
  },
  'all options': {
    files: useLib,
    packages: { lib: lib('lib', '1.2.3') },
    options: {
      exposes,
      shared: { lib: { requiredVersion: '>=1', singleton: true, strictVersion: true, shareScope: 'ours' } },
    },
    shared: { lib: { requiredVersion: '>=1', singleton: true, strictVersion: true, shareScope: 'ours' } },
  },
  'no copy of its own, not even installed': {
    files: useLib,
    options: { exposes, shared: { lib: { import: false, requiredVersion: '^3' } } },
    shared: { lib: { requiredVersion: '^3', uses: { '.': ['a'] }, copies: [] } },
  },
  'all dependencies that the code imports, peers too': {
    packageJson: { dependencies: { lib: '^1', idle: '^1', '@types/lib': '^1' }, peerDependencies: { ui: '>=4' } },
    files: { 'a.js': `import { a } from 'lib'; import { a as b } from 'ui'; console.log(a, b)` },
    packages: {
      lib: lib('lib', '1.2.3'),
      ui: lib('ui', '4.0.0'),
      idle: lib('idle', '1.0.0'),
      '@types/lib': lib('@types/lib', '1.0.0'),
    },
    options: { exposes, shared: 'dependencies' },
    shared: { ...versionOf('^1'), ui: { requiredVersion: '>=4' } },
  },
  'subpaths that are configured, besides those that are imported': {
    files: useLib,
    packages: {
      lib: {
        ...lib('lib', '1.2.3', undefined, { exports: { '.': './index.js', './b': './b.js' } }),
        'b.js': 'export {}',
      },
    },
    options: { exposes, shared: { lib: { subpaths: ['./b'] } } },
    shared: { lib: { uses: { '.': ['a'] }, copies: [{ provides: { '.': {}, './b': {} } }] } },
  },
  'a package that only another shared package imports': {
    files: { 'a.js': `import { a } from 'ui'; console.log(a)` },
    packages: {
      lib: lib('lib', '1.2.3'),
      ui: lib('ui', '4.0.0', `export { a } from 'lib/deep.js'; import 'lib'`, {
        peerDependencies: { lib: '^1 || ^2' },
      }),
      'lib/': { 'deep.js': 'export const a = 2' },
    },
    options: { exposes, shared: ['lib', 'ui'] },
    shared: {
      lib: { uses: {}, copies: [{ provides: { '.': {}, './deep.js': {} } }] },
      ui: { copies: [{ requires: { lib: { requiredVersion: '^1 || ^2', uses: { '.': [], './deep.js': ['a'] } } } }] },
    },
  },
  'a transitive package, of the version that its importer gets': {
    files: { 'a.js': `import { a } from 'ui'; console.log(a)` },
    packages: {
      lib: lib('lib', '1.2.3'),
      ui: lib('ui', '4.0.0', `export { a } from 'lib'`, { dependencies: { lib: '^2.0.0' } }),
      'ui/node_modules/lib': lib('lib', '2.5.0'),
    },
    options: { exposes, shared: ['lib', 'ui'] },
    shared: { lib: { uses: {}, copies: [{ version: '2.5.0' }] }, ui: {} },
  },
  'subpaths of a transitive package, of which the root has none': {
    files: { 'a.js': `import { a } from 'ui'; console.log(a)` },
    packages: {
      ui: lib('ui', '4.0.0', `export { a } from 'lib/deep.js'`, { dependencies: { lib: '^2.0.0' } }),
      'ui/node_modules/lib': { ...lib('lib', '2.5.0'), 'deep.js': 'export const a = 2', 'more.js': 'export {}' },
    },
    options: { exposes, shared: { ui: {}, lib: { subpaths: ['./deep.js', './more.js'] } } },
    shared: {
      lib: { uses: {}, copies: [{ version: '2.5.0', provides: { './deep.js': {}, './more.js': {} } }] },
      ui: {},
    },
  },
  'what a copy requires, where the user says it': {
    files: { 'a.js': `import { a } from 'ui'; console.log(a)` },
    packages: {
      lib: lib('lib', '1.2.3'),
      ui: lib('ui', '4.0.0', `export { a } from 'lib'`, { peerDependencies: { lib: '*' } }),
    },
    options: { exposes, shared: { lib: {}, ui: { requires: { lib: '>=1.2' } } } },
    shared: { lib: {}, ui: { copies: [{ requires: { lib: { requiredVersion: '>=1.2' } } }] } },
  },
  'what a copy requires through a package that is bundled into it': {
    files: { 'a.js': `import { a } from 'ui'; console.log(a)` },
    packages: {
      lib: lib('lib', '1.2.3'),
      ui: lib('ui', '4.0.0', `export { a } from 'glue'`, {
        peerDependencies: { lib: '^1 || ^2' },
        dependencies: { glue: '1' },
      }),
      glue: lib('glue', '1.0.0', `export { a } from 'lib'`, { peerDependencies: { lib: '>=1.1' } }),
    },
    options: { exposes, shared: ['lib', 'ui'] },
    shared: {
      lib: {},
      ui: { copies: [{ requires: { lib: { requiredVersion: '>=1.1.0 <2.0.0-0 || >=2.0.0 <3.0.0-0' } } }] },
    },
  },
  'another package under the name, in a share scope of its own, which is shared too': {
    packageJson: { dependencies: { other: '^2.0.0', lib: '^1.0.0' } },
    files: { 'a.js': `import { a } from 'lib'; import { b } from 'lib/b'; import 'ui'; console.log(a, b)` },
    packages: {
      lib: lib('lib', '1.2.3'),
      ui: lib('ui', '4.0.0', `import { a } from 'lib'; console.log(a)`, { peerDependencies: { lib: '^1' } }),
      other: {
        ...lib('other', '2.5.0', '', { exports: { './compat': './compat.js', './compat/b': './b.js' } }),
        'compat.js': `export const a = 1; export default a`,
        'b.js': `export { a as b } from './compat.js'`,
      },
    },
    options: {
      exposes,
      shared: { lib: { import: 'other/compat', requiredVersion: '>=1' }, ui: { requires: { lib: '*' } } },
    },
    shared: {
      lib: {
        requiredVersion: '>=1',
        shareScope: 'other/compat',
        copies: [
          {
            version: '2.5.0',
            provides: { '.': {}, './b': {} },
            requires: { other: { requiredVersion: '2.5.0', uses: { './compat': '*', './compat/b': '*' } } },
          },
        ],
      },
      other: { requiredVersion: '^2.0.0', shareScope: 'default', uses: {}, copies: [{ version: '2.5.0' }] },
      ui: { copies: [{ requires: { lib: { requiredVersion: '*', uses: { '.': ['a'] } } } }] },
    },
  },
  'another package under the name, in the place of a version of it': {
    files: { 'a.js': `import { a } from 'lib'; import 'ui'; console.log(a)` },
    packages: {
      ui: lib('ui', '4.0.0', `import { a } from 'lib'; console.log(a)`, { peerDependencies: { lib: '>=16' } }),
      other: lib('other', '2.5.0'),
    },
    options: { exposes, shared: { lib: { import: 'other', version: '18.3.1' }, ui: {} } },
    shared: {
      lib: {
        requiredVersion: '^18.3.1',
        copies: [{ version: '18.3.1', requires: { other: { requiredVersion: '2.5.0' } } }],
      },
      other: { copies: [{ version: '2.5.0' }] },
      ui: { copies: [{ requires: { lib: { requiredVersion: '>=16' } } }] },
    },
  },
  'a CommonJS package under the name': {
    files: { 'a.js': `import lib, { a } from 'lib'; console.log(lib, a)` },
    packages: {
      other: { 'package.json': '{ "name": "other", "version": "2.5.0" }', 'index.js': 'exports.a = 1' },
    },
    options: { exposes, shared: { lib: { import: 'other', shareScope: 'default' } } },
    shared: {
      lib: { requiredVersion: '^2.5.0', shareScope: 'default', copies: [{ version: '2.5.0' }] },
      other: { copies: [{ version: '2.5.0' }] },
    },
  },
  'a file that a pattern of exports names, imported without its extension': {
    files: { 'a.js': `import { a } from 'lib/deep/b.api'; console.log(a)` },
    packages: {
      lib: {
        'package.json': '{ "name": "lib", "version": "1.2.3", "exports": { "./*": "./*" } }',
        'deep/b.api.js': 'export const a = 1',
      },
    },
    options: { exposes, shared: ['lib'] },
    shared: { lib: { copies: [{ provides: { './deep/b.api': { file: expect.stringContaining('/deep/b.api') } } }] } },
  },
  'what is installed under the name by npm:, in a share scope of its own': {
    packageJson: { dependencies: { lib: 'npm:other@^1.0.0' } },
    files: useLib,
    packages: { lib: lib('other', '1.2.3') },
    options: { exposes, shared: ['lib'] },
    shared: { lib: { requiredVersion: '^1.2.3', shareScope: 'other', copies: [{ version: '1.2.3' }] } },
  },
  'the default export of a CommonJS package, which may be all of it': {
    files: { 'a.js': `import lib from 'lib'; import ui from 'ui'; console.log(lib.a, ui)` },
    packages: {
      lib: { 'package.json': '{ "name": "lib", "version": "1.2.3" }', 'index.js': 'exports.a = 1' },
      ui: lib('ui', '4.0.0', 'export default 1'),
    },
    options: { exposes, shared: ['lib', 'ui'] },
    shared: { lib: { uses: { '.': '*' } }, ui: { uses: { '.': ['default'] } } },
  },
  'a single-file component, whose compiler needs its run time at least as new': {
    packageJson: { dependencies: { vue: '^3.0.0' } },
    files: { 'a.js': `export * from './b.vue'`, 'b.vue': `import { a } from 'vue'; export const b = a` },
    packages: { vue: lib('vue', '3.4.1') },
    options: { exposes, shared: ['vue'] },
    shared: { vue: { requiredVersion: '>=3.4.1 <4.0.0-0' } },
  },
}

test.each(Object.entries(sharedRows))('shares %s', async (_, { options, shared, ...project }) => {
  const { manifest } = await buildRemote({ root: createProject(project), ...options })
  expect(manifest.shared).toMatchObject(shared)
  expect(Object.keys(manifest.shared)).toEqual(Object.keys(shared).sort())
})

describe('tree-shaken copies', () => {
  const packages = {
    lib: {
      ...lib(
        'lib',
        '1.2.3',
        `export const a = 'A'; export const b = 'B'; export const c = 'C'; export { more } from './more.js'`,
        {
          exports: { '.': './index.js', './more': './more.js' },
          sideEffects: false,
        },
      ),
      'more.js': `export const more = 'MORE'; export const unused = 'UNUSED'`,
    },
    ui: lib('ui', '4.0.0', `export { b } from 'lib'`, { peerDependencies: { lib: '^1' } }),
  }

  const rows: Record<
    string,
    [source: string, treeShake: boolean | 'and-full', exports: (readonly string[] | undefined)[]]
  > = {
    'have what own code and other copies use': [
      `import { a } from 'lib'; import { b } from 'ui'; console.log(a, b)`,
      true,
      [['a', 'b']],
    ],
    'go along with a full one': [`import { a } from 'lib'; console.log(a)`, 'and-full', [['a'], undefined]],
    'are full for a namespace': [`import * as all from 'lib'; console.log(all)`, true, [undefined]],
    'are full for import()': [`export const load = () => import('lib')`, true, [undefined]],
    'are full for a re-export': [`export * from 'lib'`, true, [undefined]],
    'are full where nothing is to be shaken': [`import { a } from 'lib'; console.log(a)`, false, [undefined]],
  }

  test.each(Object.entries(rows))('%s', async (_, [source, treeShake, expected]) => {
    const build = await buildRemote({
      root: createProject({ files: { 'a.js': source }, packages }),
      exposes,
      shared: { lib: { treeShake }, ui: {} },
    })
    const { copies } = build.manifest.shared.lib!
    expect(copies.map(copy => copy.provides['.']!.exports)).toEqual(expected)
    for (const { provides } of copies) {
      const { file, exports = ['a', 'b', 'c', 'more'] } = provides['.']!
      const carried = Object.entries({ a: 'A', b: 'B', c: 'C', more: 'MORE' }).filter(([, value]) =>
        build.files[`esm/${file}`]!.includes(`"${value}"`),
      )
      expect(carried.map(([name]) => name)).toEqual(exports)
    }
  })

  test('weigh less, by subpath, and a CommonJS package is carried in full', async () => {
    const source = `import { a } from 'lib'; import { more } from 'lib/more'; import { one } from 'cjs'; console.log(a, more, one)`
    const cjs = {
      'package.json': '{ "name": "cjs", "version": "1.0.0" }',
      'index.js': 'exports.one = 1; exports.two = 2',
    }
    const root = createProject({ files: { 'a.js': source }, packages: { ...packages, cjs } })
    const build = await buildRemote({
      root,
      exposes,
      shared: { lib: { treeShake: 'and-full' }, cjs: { treeShake: true } },
    })
    const [shaken, full] = build.manifest.shared.lib!.copies
    expect(shaken!.size).toBeLessThan(full!.size)
    expect(shaken!.provides).toMatchObject({ '.': { exports: ['a'] }, './more': { exports: ['more'] } })
    expect(build.manifest.shared.cjs!.copies).toMatchObject([{ provides: { '.': { file: expect.any(String) } } }])
    expect(build.manifest.shared.cjs!.copies[0]!.provides['.']).not.toHaveProperty('exports')
  })
})

test('bundles stylesheets and assets, those of shared packages too', async () => {
  const build = await buildRemote({
    root: createProject({
      files: { 'a.js': `import 'lib/theme'; import { logo } from 'lib'; console.log(logo)` },
      packages: {
        lib: {
          'package.json': JSON.stringify({
            name: 'lib',
            version: '1.2.3',
            type: 'module',
            exports: { '.': './index.js', './theme': './theme.css' },
          }),
          'index.js': `import './lib.css'; export const logo = new URL('./logo.svg', import.meta.url).href`,
          'lib.css': `.lib { background: url(logo.svg) }`,
          'theme.css': `.theme { color: red }`,
          'logo.svg': '<svg/>',
        },
      },
    }),
    exposes: { './A': './a.js' },
    shared: ['lib'],
  })
  const { modules, shared } = build.manifest
  expect(Object.keys(shared.lib!.copies[0]!.provides)).toEqual(['.'])
  const [own, copy] = [build.manifest.exposes['./A']!.file, shared.lib!.copies[0]!.provides['.']!.file]
  const logo = findFile(build, 'assets/logo.svg')
  expect(build.files[`assets/${modules[own]!.css}`]).toBe('.theme { color: red }')
  expect(build.files[`assets/${modules[copy]!.css}`]).toBe(
    `.lib { background: url("${logo.slice('assets/'.length)}") }`,
  )
  for (const format of ['esm', 'system']) expect(build.files[`${format}/${copy}`]).toContain(`../../../${logo}`)
  expect(build.manifest.integrity).toHaveProperty([`assets/${modules[copy]!.css}`])
})

describe('files beside the code, however they are named', () => {
  const parts = {
    'index.js': `
      import './main.css'
      export const urls = [
        new URL('./sprite.svg#icon', import.meta.url),
        new URL('./sprite.svg?v=1', import.meta.url),
        new URL('engine.wasm', import.meta.url),
        new URL(\`./a%20b.png\`, import.meta.url),
      ]
      export const others = [
        new URL('./', import.meta.url), new URL('..', import.meta.url), new URL('api/v1', import.meta.url),
        new URL('#top', import.meta.url),
      ]`,
    'main.css': `
@import url(base.css);
@import "https://fonts.test/css?a;b" print;
@import 'theme.css' layer(theme) screen;
@import "./after.css";
/* .old { background: url(./gone.png) } */
.main { content: "url(./text.png)"; background: url("a b.png"), url( './sprite.svg#icon' ) }`,
    'base.css': 'body\n{\n  color: red;\n}',
    'theme.css': `@import 'colors.css';.theme { background: url(a\\ b.png) }`,
    'colors.css': '.colors {}',
    'after.css': '.after {}',
    'sprite.svg': '<svg/>',
    'engine.wasm': 'engine',
    'a b.png': 'picture',
  }
  const use = { 'a.js': `export { urls, others } from 'lib'` }
  const packageJson = '{ "name": "lib", "version": "1.2.3", "type": "module", "main": "index.js" }'

  test.each(['shared', 'rollup', 'rolldown'] as const)('%s', async kind => {
    const build = await buildRemote({
      ...(kind !== 'shared' && { bundler: kind }),
      root: createProject(
        kind === 'shared'
          ? { files: use, packages: { lib: { 'package.json': packageJson, ...parts } } }
          : { files: { ...parts, 'a.js': `export * from './index.js'` } },
      ),
      exposes: { './A': './a.js' },
      shared: kind === 'shared' ? ['lib'] : [],
    })
    const { modules } = build.manifest
    const file = Object.keys(modules).find(path => modules[path]!.css)!
    const names = Object.keys(build.files)
    const assets = ['sprite', 'engine', 'a_b'].map(name => names.find(file => file.startsWith(`assets/${name}-`))!)
    const [sprite, , picture] = assets.map(name => name.slice('assets/'.length))
    for (const format of ['esm', 'system']) {
      const code = build.files[`${format}/${file}`]!
      for (const asset of assets) expect(code).toContain(`${asset}`)
      for (const rest of ['#icon', '?v=1', './', '..', 'api/v1', '#top']) expect(code).toMatch(`"${rest}"`)
    }
    expect(build.files[`assets/${modules[file]!.css}`]).toBe(
      `@import url("https://fonts.test/css?a;b") print;
${parts['base.css']}



@media screen {
@layer theme {
.colors {}.theme { background: url("${picture}") }
}
}
.after {}
/* .old { background: url(./gone.png) } */
.main { content: "url(./text.png)"; background: url("${picture}"), url("${sprite}#icon") }`,
    )
  })
})

test.each(['rollup', 'rolldown', 'vite', 'vite 7'] as const)(
  'shares what a module that a plugin makes up imports, by %s',
  async bundler => {
    const root = createProject({
      packages: { lib: { 'package.json': '{ "name": "lib", "version": "1.0.0" }', 'index.js': 'exports.version = 1' } },
      files: { 'a.js': `export { version } from 'virtual:versions'` },
    })
    const madeUp = {
      name: 'made-up',
      resolveId: (source: string) => (source === 'virtual:versions' ? `\0${source}` : null),
      load: (id: string) => (id === '\0virtual:versions' ? `export { version } from 'lib'` : null),
    }
    const { manifest } = await buildRemote({
      root,
      bundler,
      exposes: { './A': './a.js' },
      shared: ['lib'],
      plugins: [madeUp],
    })
    expect(manifest.modules[manifest.exposes['./A']!.file]?.imports).toEqual(['lib'])
  },
)

test.each(['rollup', 'rolldown', 'vite'] as const)(
  'shares JSON files as modules, which no import calls anything else, by %s',
  async bundler => {
    const build = await buildRemote({
      bundler,
      root: createProject({
        packages: {
          lib: {
            'package.json': '{ "name": "lib", "version": "1.2.3" }',
            'data.json': '{ "answer": 42, "no-name": [] }',
          },
        },
        files: {
          'a.js': `
            import { answer } from 'lib/data.json'
            import { version } from 'lib/package.json' with { type: 'json' }
            export const data = () => import('lib/data.json', { with: { type: 'json' } })
            console.log(answer, version)`,
        },
      }),
      exposes: { './A': './a.js' },
      shared: ['lib'],
    })
    const { provides } = build.manifest.shared.lib!.copies[0]!
    expect(Object.keys(provides)).toEqual(['./data.json', './package.json'])
    expect(build.files[`esm/${provides['./data.json']!.file}`]).toMatch(/as answer\b.* as default/)
    for (const format of ['esm', 'system']) {
      expect(build.files[`${format}/${build.manifest.exposes['./A']!.file}`]).not.toMatch(/\bwith\b/)
    }
  },
)

test('a shared package goes without the optional ones that are not installed', async () => {
  const optional = { peerDependencies: { absent: '*' }, peerDependenciesMeta: { absent: { optional: true } } }
  const source = `export const a = () => Promise.all(['absent', import('absent').then(() => 'with', () => 'without')])`
  const { folder, manifest, warnings } = await buildRemote({
    root: createProject({ files: useLib, packages: { lib: lib('lib', '1.2.3', source, optional) } }),
    exposes,
    shared: ['lib'],
  })
  const { file } = manifest.shared.lib!.copies[0]!.provides['.']!
  const { a } = await import(/* @vite-ignore */ pathToFileURL(join(folder, 'esm', file)).href)
  expect(await a()).toEqual(['absent', 'without'])
  expect(warnings).toEqual([])
})

test.each(['vite', 'vite 7'] as const)('a file of a shared package with a query is left to %s', async bundler => {
  const { manifest, files } = await buildRemote({
    bundler,
    root: createProject({
      files: {
        'a.js': `
          import { one } from 'lib'
          import text from 'lib/readme.txt?raw'
          import address from 'lib/data.wasm?url'
          import Counter from 'lib/counter?worker'
          export const a = [one, text, address, new Counter()]`,
      },
      packages: {
        lib: {
          'package.json': '{ "name": "lib", "version": "1.2.3", "exports": { ".": "./index.js", "./*": "./*" } }',
          'index.js': 'export const one = 1',
          'readme.txt': 'to be read',
          'data.wasm': '\0asm'.padEnd(5000),
          'counter.js': 'postMessage("counted")',
        },
      },
    }),
    exposes: { './A': './a.js' },
    shared: ['lib'],
  })
  expect(Object.keys(manifest.shared.lib!.copies[0]!.provides)).toEqual(['.'])
  const { file } = manifest.exposes['./A']!
  expect(manifest.modules[file]).toEqual({ imports: ['lib'] })
  expect(files[`esm/${file}`]).toContain('to be read')
  const assets = Object.keys(files).filter(name => name.startsWith('assets/') && !name.endsWith('.map'))
  expect(assets.map(name => name.replace(/-.*\./, '.')).sort()).toEqual(['assets/counter.js', 'assets/data.wasm'])
})

test.each(['rollup', 'rolldown', 'vite', 'vite 7'] as const)('exposes a stylesheet, by %s', async bundler => {
  const { manifest, files } = await buildRemote({
    bundler,
    root: createProject({ files: { 'theme.css': '.theme { color: red }' } }),
    exposes: { './theme': './theme.css' },
  })
  const { file } = manifest.exposes['./theme']!
  expect(Object.keys(files)).toEqual(expect.arrayContaining([`esm/${file}`, `system/${file}`]))
  expect(manifest.modules[file]!.css!.map(name => files[`assets/${name}`])).toEqual([expect.stringContaining('.theme')])
})

test.each(['rollup', 'rolldown', 'vite', 'vite 7'] as const)(
  'a remote may bring copies for others and expose nothing, by %s',
  async bundler => {
    const root = createProject({ ...reactProject, files: {} })
    const { files, manifest } = await buildRemote({ root, bundler, shared: { react: { subpaths: ['.'] } } })
    expect(manifest).toMatchObject({ exposes: {}, shared: { react: { uses: {}, copies: [{ version: '18.2.0' }] } } })
    const modules = Object.keys(manifest.modules)
    expect(modules.filter(file => !file.startsWith('shared/react@'))).toEqual(['remoteEntry.js'])
    expect(Object.keys(files).filter(file => /^(?:esm|system)\/[^/]+$/.test(file))).toHaveLength(2)
  },
)

test('leaves imports of other remotes bare, aliases replaced', async () => {
  const build = await buildRemote({
    root: createProject({
      files: {
        'a.js': `
          import { Price } from 'shop/Price'
          import shop from 'shop'
          export { Stars } from '@mall/reviews/Stars'
          export const later = () => import('shop/deep/Later')
          export default [Price, shop]`,
      },
    }),
    exposes: { '.': './a.js' },
    remotes: { shop: '@mall/catalog', '@mall/reviews': '@mall/reviews' },
  })
  const { file } = build.manifest.exposes['.']!
  expect(build.manifest.modules[file]).toEqual({
    imports: ['@mall/catalog/Price', '@mall/catalog', '@mall/reviews/Stars'],
    dynamic: ['@mall/catalog/deep/Later'],
  })
})

test.each(['vite', 'vite 7'] as const)(
  'a project of %s keeps its names, and loses no stylesheet by its settings',
  async bundler => {
    const settings = {
      name: 'settings',
      enforce: 'pre',
      config: () => ({
        base: '/static/cart/',
        build: {
          assetsDir: 'static',
          cssCodeSplit: false,
          modulePreload: { polyfill: true },
          rollupOptions: { output: { entryFileNames: 'js/[name].[hash].js', chunkFileNames: 'js/[name].[hash].js' } },
        },
      }),
    }
    const { manifest, files } = await buildRemote({
      bundler,
      root: createProject({
        files: {
          'widget.ts': `import './widget.css'; export const open = () => import('./part')`,
          'part.ts': `import './part.css'; export const part = 1`,
          'widget.css': '.widget { color: red }',
          'part.css': '.part { color: blue }',
        },
      }),
      exposes: { './Widget': './widget.ts' },
      plugins: [settings],
    })
    const { file } = manifest.exposes['./Widget']!
    const { css, dynamic } = manifest.modules[file]!
    expect([file, ...dynamic!]).toEqual([expect.stringMatching(/^js\/Widget\./), expect.stringMatching(/^js\/part\./)])
    const sheets = [css, manifest.modules[dynamic![0]!]!.css].map(names => names!.map(name => files[`assets/${name}`]))
    expect(sheets).toEqual([[expect.stringContaining('.widget')], [expect.stringContaining('.part')]])
    expect(Object.values(files).join()).not.toContain('/static/')
  },
)

test.each(['vite', 'vite 7'] as const)(
  'the stylesheets of lazy parts have their hashes wherever a project of %s says that they are',
  async bundler => {
    const renderBuiltUrl = (file: string) => (file.includes('moved') ? '/elsewhere.css' : `https://cdn.test/${file}`)
    const settings = { name: 'settings', enforce: 'pre', config: () => ({ experimental: { renderBuiltUrl } }) }
    const { manifest, files } = await buildRemote({
      bundler,
      root: createProject({
        files: {
          'widget.ts': `export const open = () => Promise.all([import('./part'), import('./moved')])`,
          'part.ts': `import './part.css'; export const part = 1`,
          'moved.ts': `import './moved.css'; export const moved = 1`,
          'part.css': '.part { color: blue }',
          'moved.css': '.moved { color: blue }',
        },
      }),
      exposes: { './Widget': './widget.ts' },
      plugins: [settings],
    })
    const part = Object.keys(files).find(file => /^assets\/part-.*css$/.test(file))!
    const { [`esm/${manifest.exposes['./Widget']!.file}`]: widget } = files
    expect(widget).toContain(`"https://cdn.test/${part}#${manifest.integrity[part]}"`)
    expect(widget).toContain('"/elsewhere.css"')
  },
)

test.each(['rollup', 'rolldown', 'vite', 'vite 7'] as const)(
  'with hidden source maps %s tells in neither format where they are',
  async bundler => {
    const { files } = await buildRemote({
      bundler,
      root: createProject({ files: { 'widget.ts': `export const widget = () => 'widget'` } }),
      exposes: { './Widget': './widget.ts' },
      plugins: [{ name: 'hide', outputOptions: output => ({ ...output, sourcemap: 'hidden' }) }],
    })
    const written = Object.entries(files).filter(([file]) => /^(esm|system)\/Widget/.test(file))
    expect(
      written.filter(([file]) => file.endsWith('.js')).map(([, code]) => code.includes('sourceMappingURL')),
    ).toEqual([false, false])
    expect(written.filter(([file]) => file.endsWith('.map')).length).toBe(2)
  },
)
