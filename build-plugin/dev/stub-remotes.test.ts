import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, createServer } from 'vite'
import { expect, onTestFinished, test } from 'vitest'
import { createProject } from '../testing/create-project.js'
import { federation } from '../vite.js'

const repository = join(import.meta.dirname, '../..')

const options = `{ name: '@mall/cart', exposes: { './Widget': './src/widget.js' }, shared: ['react'],
  remotes: { '@mall/catalog': '@mall/catalog', stock: '@mall/stock', '@mall/ui': '@mall/ui' } }`

const project = {
  install: { 'react-18': ['react'] },
  tools: ['vite', 'vitest'],
  // Another remote of the same workspace: it has one of its exposes as a package has it.
  packages: {
    '@mall/ui': {
      'package.json':
        '{ "name": "@mall/ui", "version": "1.0.0", "type": "module", "exports": { "./Button": "./button.js" } }',
      'button.js': `export const label = 'the real one'`,
    },
  },
  files: {
    'vite.config.ts': `import { federation } from ${JSON.stringify(join(repository, 'build-plugin/vite.ts'))}
      export default { plugins: [federation(${options})] }`,
    'src/widget.js': `import { createElement } from 'react'
      import { formatPrice } from '@mall/catalog/format'
      import { label } from '@mall/ui/Button'
      export const widget = amount => createElement('b', null, formatPrice(amount), label)
      export const stock = () => import('stock/Count')
      export const missing = () => import('@mall/ui/Missing')`,
    'src/widget.test.js': `import { expect, test, vi } from 'vitest'
      import { missing, stock, widget } from './widget.js'
      vi.mock('@mall/catalog/format', () => ({ formatPrice: amount => amount + ' €' }))
      test('has its packages, mocks, and what is there of other remotes', () =>
        expect(widget(3).props.children).toEqual(['3 €', 'the real one']))
      test.each([
        [stock, '@mall/stock/Count'],
        [missing, '@mall/ui/Missing'],
      ])('is told what else it would need', async (load, name) =>
        expect(load()).rejects.toMatchObject({ code: 'FED-527', message: expect.stringContaining(name) }))`,
  },
}

/** Runs Vitest on a project as its users do, not as a part of this run of it. */
function runVitest(root: string): Promise<string> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')))
  const args = [join(repository, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=json']
  return new Promise(resolve => execFile(process.execPath, args, { cwd: root, env }, (_, stdout) => resolve(stdout)))
}

test("Vitest runs a remote's tests by its Vite config: shared packages as they are, other remotes mocked", async () => {
  const { numPassedTests, testResults } = JSON.parse(await runVitest(createProject(project)))
  expect(testResults.flatMap((file: { message: string }) => file.message).join('')).toBe('')
  expect(numPassedTests).toBe(3)
})

test('a declaration to which tsconfig.json leads other remotes, as TypeScript needs, is not what runs', async () => {
  const root = createProject({
    ...project,
    files: {
      'vite.config.ts': `import { federation } from ${JSON.stringify(join(repository, 'build-plugin/vite.ts'))}
        export default { plugins: [federation(${options})], resolve: { tsconfigPaths: true } }`,
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@mall/*": ["./.fedmap/types/@mall/*.d.ts"] } } }',
      '.fedmap/types/@mall/catalog/format.d.ts': 'export declare const formatPrice: (amount: number) => string',
      '__mocks__/@mall/catalog/format.ts': `export const formatPrice = (amount: number) => amount + ' €'`,
      'src/total.test.ts': `import { formatPrice } from '@mall/catalog/format'
        import { expect, test, vi } from 'vitest'
        vi.mock('@mall/catalog/format')
        test('has the mock of __mocks__', () => expect(formatPrice(3)).toBe('3 €'))`,
      'src/unmocked.test.ts': `import { expect, test } from 'vitest'
        test('is told what to mock', () =>
          expect(import('@mall/catalog/format')).rejects.toMatchObject({ code: 'FED-527' }))`,
    },
  })
  const { numPassedTests, testResults } = JSON.parse(await runVitest(root))
  expect(testResults.flatMap((file: { message: string }) => file.message).join('')).toBe('')
  expect(numPassedTests).toBe(2)
})

test('Storybook builds its stories by the same config, and no remote', async () => {
  const root = createProject({
    ...project,
    files: { 'index.js': `import { createElement } from 'react'; console.log(createElement, import('stock/Count'))` },
  })
  const remote = { name: '@mall/cart', exposes: { './Widget': './missing.js' }, shared: ['react'], remotes: ['stock'] }
  const built = await build({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [federation(remote), { name: 'storybook:code-generator-plugin' }],
    build: { rollupOptions: { input: join(root, 'index.js') } },
  })
  const { output } = built as { output: { fileName: string; code?: string }[] }
  expect(output.map(({ fileName }) => fileName).filter(name => name === 'federation.json')).toEqual([])
  const code = output.map(chunk => chunk.code).join('')
  expect(code).toContain('react.element')
  expect(code).toContain('FED-527')
})

test.each([
  [
    'build',
    async (root: string, plugins: ReturnType<typeof federation>) => {
      const outDir = join(root, 'dist')
      await build({ root, configFile: false, logLevel: 'silent', plugins, build: { ssr: 'src/server.js', outDir } })
      return import(pathToFileURL(join(outDir, 'server.js')).href)
    },
  ],
  [
    'dev server',
    async (root: string, plugins: ReturnType<typeof federation>) => {
      const server = await createServer({
        root,
        configFile: false,
        server: { middlewareMode: true, ws: false },
        plugins,
      })
      onTestFinished(() => server.close())
      return server.ssrLoadModule('/src/server.js')
    },
  ],
] as const)(
  'what Vite’s %s has a server run has the packages of the project, and no other remotes',
  async (_by, load) => {
    const root = createProject({
      ...project,
      files: {
        'src/server.js': `import { version } from 'react'
        export { version }
        export const stock = () => import('stock/Count')`,
      },
    })
    const loaded = await load(
      root,
      federation({ name: '@mall/cart', shared: ['react'], remotes: { stock: '@mall/stock' } }),
    )
    expect(loaded.version).toMatch(/^18/)
    await expect(loaded.stock()).rejects.toMatchObject({ code: 'FED-527' })
  },
)
