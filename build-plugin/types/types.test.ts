import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { buildRemote, type RemoteBuildOptions } from '../testing/build-remote.js'
import { createProject, type ProjectParts, writeFiles } from '../testing/create-project.js'

const tsconfig = (options: object = {}) =>
  JSON.stringify({
    compilerOptions: {
      target: 'es2022',
      module: 'esnext',
      moduleResolution: 'bundler',
      strict: true,
      noEmit: true,
      allowImportingTsExtensions: true,
      types: [],
      paths: { '#app/*': ['./src/*'] },
      ...options,
    },
    include: ['src'],
  })

/** Imports by every name that sources have for each other. */
const project: ProjectParts = {
  tools: ['typescript'],
  packageJson: { imports: { '#app/*': './src/*.ts' }, dependencies: { money: '^1.0.0' } },
  packages: {
    money: {
      'package.json':
        '{ "name": "money", "version": "1.0.0", "type": "module", "main": "index.js", "types": "index.d.ts" }',
      'index.js': 'export const zero = { cents: 0 }',
      'index.d.ts': 'export interface Money { cents: number }\nexport declare const zero: Money',
    },
  },
  files: {
    'tsconfig.json': tsconfig(),
    'src/widget.ts': `
      import './widget.css'
      import { zero } from 'money'
      import type { Item } from '#app/cart/item'
      import { total } from './cart/total.ts'
      import type { Theme } from './theme'
      /**
       * What the cart costs.
       * @example import price from '@mall/cart/Widget'
       */
      export const price = (items: readonly Item[], theme?: Theme): ReturnType<typeof total> => (items.length ? total(items) : zero)
      export default price`,
    'src/cart/item.ts': `
      export interface Item { readonly id: string; readonly cents: number }
      export const isFree = (item: Item) => item.cents === 0`,
    'src/cart/total.ts': `
      import type { Item } from './item'
      export const total = (items: readonly Item[]) => ({ cents: items.reduce((sum, { cents }) => sum + cents, 0) })
      export const load = () => import('#app/cart/item')`,
    'src/env.d.ts': `declare module '*.css' {}`,
    'src/widget.css': '.price { color: red }',
    'src/theme.d.ts': `export interface Theme { readonly color: string }`,
    'src/forms/input.ts': `export * from '../cart/item'`,
    'src/unused.ts': `export const secret: number = 1`,
  },
}

const options: Omit<RemoteBuildOptions, 'root'> = {
  exposes: { '.': './src/cart/item.ts', './Widget': './src/widget.ts', './forms/Input': './src/forms/input' },
  shared: ['money'],
  types: true,
}

async function buildTypes(parts: Partial<ProjectParts> = {}, more: Partial<RemoteBuildOptions> = {}) {
  const root = createProject({ ...project, ...parts, files: { ...project.files, ...parts.files } })
  const { files, warnings } = await buildRemote({ root, ...options, ...more })
  const { files: types } = JSON.parse(files['types.json'] ?? '{}') as { files?: Record<string, string> }
  return { root, types, warnings: warnings.map(({ message }) => message) }
}

/** As `fedmap types` says. */
const paths = { '@mall/*': ['./types/@mall/*.d.ts', './types/@mall/*/index.d.ts'] }

/** Lets another project use what a remote told, and returns what its compiler says. */
function compileUser(types: Readonly<Record<string, string>>, source: string, compilerOptions: object = {}): string {
  const told = Object.entries(types).map(([path, text]) => [`types/@mall/cart/${path}`, text])
  const { money } = project.packages!
  const root = createProject({ tools: ['typescript'], packageJson: { type: 'module' }, packages: { money: money! } })
  writeFiles(root, {
    // Errors in the declarations count here.
    'tsconfig.json': tsconfig({ paths, skipLibCheck: false, ...compilerOptions }),
    'src/main.ts': source,
    ...Object.fromEntries(told),
  })
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  try {
    return execFileSync(process.execPath, [tsc, '-p', root, '--pretty', 'false'], { cwd: root, encoding: 'utf8' })
  } catch (error) {
    return (error as { stdout: string }).stdout
  }
}

describe.each(['rollup', 'rolldown', 'vite', 'vite 7'] as const)('types of a remote, by %s', bundler => {
  test('are those of its exposes, with what they need and no more', async () => {
    const { types = {} } = await buildTypes({}, { bundler })
    expect(Object.keys(types)).toEqual([
      '.declarations/cart/item.d.ts',
      '.declarations/cart/total.d.ts',
      '.declarations/forms/input.d.ts',
      '.declarations/theme.d.ts',
      '.declarations/widget.d.ts',
      'Widget.d.ts',
      'forms/Input.d.ts',
      'index.d.ts',
    ])
    const user = `
      import type { Item } from '@mall/cart'
      import price from '@mall/cart/Widget'
      import type { Item as Same } from '@mall/cart/forms/Input'
      const items: Item[] = [{ id: 'mug', cents: 900 }] satisfies Same[]
      export const cents: number = price(items, { color: 'red' }).cents`
    expect(compileUser(types, user)).toBe('')
    const wrong = compileUser(types, `import price from '@mall/cart/Widget'\nprice([{ id: 1 }])`)
    expect(wrong).toMatch(/main\.ts\(2,10\): error TS2322: Type 'number' is not assignable to type 'string'/)
  })
})

describe('types of a remote', () => {
  test("are found in Node's mode of resolution, too", async () => {
    const { types = {} } = await buildTypes()
    const user = `
      import { type Item } from '@mall/cart'
      import price from '@mall/cart/Widget'
      export const cents = (items: Item[]): number => price(items).cents`
    expect(compileUser(types, user, { module: 'nodenext', moduleResolution: 'nodenext' })).toBe('')
  })

  test('are not written unless they are wanted', async () => {
    expect((await buildTypes({}, { types: false })).types).toBeUndefined()
  })

  test('are the same in every build', async () => {
    const [one, two] = [await buildTypes(), await buildTypes()]
    expect(one.types).toEqual(two.types)
  })

  test('call other remotes by their names', async () => {
    const file = `import type { Product } from 'shop/products'\nexport const first = (products: Product[]) => products[0]`
    const { types } = await buildTypes(
      { files: { 'src/widget.ts': file } },
      { remotes: { shop: '@mall/catalog' }, expectedWarnings: ['FED-525'] },
    )
    expect(types!['.declarations/widget.d.ts']).toContain(`from '@mall/catalog/products'`)
  })

  test('have those of a workspace package, which may be nowhere else', async () => {
    const { types } = await buildTypes({
      links: { '@acme/ui': 'packages/ui' },
      files: {
        'packages/ui/package.json':
          '{ "name": "@acme/ui", "version": "1.0.0", "type": "module", "exports": "./index.ts" }',
        'packages/ui/index.ts': `export interface Size { readonly width: number }\nexport const unit = 8`,
        'src/widget.ts': `import { unit, type Size } from '@acme/ui'\nexport const size: Size = { width: unit }`,
      },
    })
    expect(types!['.declarations/packages/ui/index.d.ts']).toContain('interface Size')
    expect(types!['.declarations/src/widget.d.ts']).toMatch(/from '..\/packages\/ui\/index.js'/)
  })

  test('are there in spite of type errors, which are warned of', async () => {
    const { types, warnings } = await buildTypes(
      { files: { 'src/unused.ts': `export const secret: number = 'one'` } },
      { expectedWarnings: ['FED-525'] },
    )
    expect(types).toHaveProperty(['Widget.d.ts'])
    expect(warnings).toEqual([
      expect.stringMatching(/FED-525 .*@mall\/cart.*\n?.*src\/unused\.ts\(1,14\): error TS2322/s),
    ])
  })

  test('of which an alias leads nowhere for the bundler are warned of', async () => {
    const { warnings } = await buildTypes(
      {
        files: {
          'tsconfig.json': tsconfig({ paths: { 'app/*': ['./src/*'], '#app/*': ['./src/*'] } }),
          'src/widget.ts': `import type { Item } from 'app/cart/item'\nexport const id = (item: Item) => item.id`,
        },
      },
      { expectedWarnings: ['FED-525'] },
    )
    expect(warnings).toEqual([expect.stringMatching(/FED-525 .*src\/widget\.d\.ts imports app\/cart\/item/)])
  })

  test('take the declarations that lie beside a source, make those of JavaScript, and miss those of anything else', async () => {
    const files = {
      'src/plain.js': `export const plain = 1`,
      'src/bare.js': `export const bare = 1`,
      'src/strange.foo': `export const strange = 1`,
      'src/plain.d.ts': `export declare const plain: number`,
    }
    const exposes = { './Plain': './src/plain.js', './Bare': './src/bare.js', './Strange': './src/strange.foo' }
    const { types, warnings } = await buildTypes({ files }, { exposes, expectedWarnings: ['FED-525'] })
    expect(types).toMatchObject({
      '.declarations/bare.d.ts': 'export declare const bare = 1;\n',
      '.declarations/plain.d.ts': files['src/plain.d.ts'],
    })
    expect(warnings).toEqual([
      expect.stringMatching(/FED-525 .*exposes\['\.\/Strange'\] \(src\/strange\.foo\) has none/),
    ])
  })

  test.each([
    ['no TypeScript', { tools: [] }, {}, /FED-518 .*@mall\/cart.* Install it/],
    ['no such configuration', {}, { types: 'tsconfig.build.json' }, /FED-518 .* no tsconfig\.build\.json\. Write one/],
    [
      'no types at all',
      { files: { 'src/a.foo': 'export const a = 1' } },
      { exposes: { './A': './src/a.foo' } },
      /FED-519 .*src\/a\.foo/,
    ],
  ])('fail with %s', async (_case, parts, more, message) => {
    await expect(buildTypes(parts, more)).rejects.toThrow(message)
  })
})

// Compilers of Vue are installed for the matrix alone: `npm run test:matrix`.
test.runIf(process.env.FEDMAP_MATRIX)('types of Vue components are compiled by vue-tsc', async () => {
  const root = fileURLToPath(new URL('../matrix/vue-types/', import.meta.url))
  const { default: plugins } = await import(`${root}bundler-plugins.mjs`)
  const exposes = { './Stars': './stars.vue', './Widget': './widget.ts' }
  const options = { root, exposes, shared: ['vue'], types: true, plugins: [plugins.vite()] }
  const { files } = await buildRemote({ bundler: 'vite', ...options })
  const { files: types } = JSON.parse(files['types.json']!)
  expect(types['.declarations/stars.vue.d.ts']).toMatch(/from '\.\/rating\.js'.*rate: \(stars: number\) => any/s)
  expect(types['.declarations/widget.d.ts']).toContain(`export { default as Star } from './parts/star.vue.js'`)
  expect(types['Stars.d.ts']).toContain('export { default }')
})
