import { SourceMap } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import type { Plugin } from 'vite'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Manifest } from '../../core/index.js'
import { startStaticServer } from '../../deploy/index.js'
import { hearComplaints } from '../../testing/hear-complaints.js'
import { useBrowser } from '../../testing/use-browser.js'
import { buildRemote } from '../testing/build-remote.js'
import { createProject, edit, writeFiles } from '../testing/create-project.js'
import { openFedmapPage } from '../testing/open-fedmap-page.js'
import { type DevServer, type DevServerOptions, startDevServer } from '../testing/start-dev-server.js'
import { picturesPackage, readStyles, viteProject, viteResults, viteStyles } from '../testing/vite-project.js'

vi.unstubAllEnvs() // Dev servers are not for production, as the builds are.
const browser = useBrowser()
const opened: { close: () => Promise<void> }[] = []
afterAll(async () => {
  for (const { close } of opened.reverse()) await close()
})

const exposes = { './Widget': './widget.ts' }
const mount = `fedmap.import('@mall/cart/Widget').then(widget => widget.mount(document.querySelector('main')))`

async function start(options: DevServerOptions): Promise<DevServer> {
  const server = await startDevServer(options)
  opened.push(server)
  return server
}

async function open(
  engine: 'system' | 'native',
  imports: Readonly<Record<string, string>>,
  overrides: Readonly<Record<string, string>> = {},
) {
  const opening = await openFedmapPage(browser(), engine, imports, overrides)
  opened.push(opening)
  return opening
}

const manifestOf = ({ origin }: DevServer) => ({ '@mall/cart': `${origin}/federation.json` })

const markPage = (page: Page) => page.evaluate('void (window.isMarked = true)')
const isMarked = (page: Page) => page.evaluate(`'isMarked' in window`)

/** Edits what a component says: it says so at once, and counts on. */
async function expectHotReload(page: Page, root: string, file: string): Promise<void> {
  await page.getByRole('button').click()
  await page.getByText('clicked 1').waitFor()
  await markPage(page)
  edit(root, file, 'clicked', 'pressed')
  await page.getByText('pressed 1').waitFor()
  expect(await isMarked(page)).toBe(true)
}

/** Edits something that is not hot-reloaded: the page loads itself again, and shows what comes of it. */
async function expectReload(page: Page, before: string, change: () => void, after: string): Promise<void> {
  await page.evaluate(mount)
  await page.getByText(before).waitFor()
  const reloaded = page.waitForEvent('load')
  change()
  await reloaded
  await page.evaluate(mount)
  await page.getByText(after).waitFor()
}

/** Puts a module of its own into pages of the dev server, by its URL there, as developers' tools do. */
const toolsPlugin: Plugin = {
  name: 'tools',
  resolveId: source => (source === 'virtual:tools' ? source : null),
  load: id => (id === 'virtual:tools' ? 'window.hasTools = true' : null),
  transformIndexHtml: () => [{ tag: 'script', attrs: { type: 'module', src: '/@id/virtual:tools' } }],
}

describe.each(['vite', 'vite 7'] as const)('a dev server of %s', vite => {
  let server: DevServer
  beforeAll(async () => {
    server = await start({
      vite,
      root: createProject({ files: viteProject, packages: { pictures: picturesPackage } }),
      exposes,
      plugins: [toolsPlugin],
      // As files, to see where they are looked for. Vite 7 bundles no library in advance that names files beside it.
      config: { build: { assetsInlineLimit: 0 }, optimizeDeps: { exclude: vite === 'vite 7' ? ['pictures'] : [] } },
    })
  })

  test.each(['system', 'native'] as const)(
    'gives all that Vite gives to a page of another origin, on the %s engine',
    async engine => {
      const { page, complaints } = await open(engine, manifestOf(server))
      expect(await page.evaluate(mount)).toEqual(viteResults('development'))
      expect(await page.evaluate(readStyles)).toEqual(viteStyles)
      expect(await page.evaluate('window.hasTools')).toBe(true)
      const image = await page.evaluate(`getComputedStyle(document.querySelector('p')).backgroundImage`)
      expect(image).toContain(`${server.origin}/logo.svg`)
      expect([...complaints, ...server.complaints]).toEqual([])
    },
  )
})

const vueFixture = join(import.meta.dirname, '../fixtures/vue-3/node_modules')
const vuePlugin = async () =>
  (await import(pathToFileURL(join(vueFixture, '@vitejs/plugin-vue/dist/index.mjs')).href)).default() as Plugin

test.each(['vite', 'vite 7'] as const)('hot-reloads Vue components with their state, by %s', async vite => {
  const root = createProject({
    install: { 'vue-3': ['vue'] },
    files: {
      'widget.ts': `import { createApp } from 'vue'
        import Counter from './counter.vue'
        export const mount = (element: HTMLElement) => void createApp(Counter).mount(element)`,
      'counter.vue': `<script setup>import { ref } from 'vue'; const count = ref(0)</script>
        <template><button @click="count++">clicked {{ count }}</button></template>
        <style scoped>button { color: rgb(1, 2, 3) }</style>`,
    },
  })
  const server = await start({ vite, root, exposes, shared: ['vue'], plugins: [await vuePlugin()] })
  const { page, complaints, requests } = await open('system', manifestOf(server))
  await page.evaluate(mount)
  await expectHotReload(page, root, 'counter.vue')
  expect(
    requests.filter(url => /\/vue[@.]/.test(url)).every(url => /\/system\/shared\/vue@|\/@fedmap\//.test(url)),
  ).toBe(true)
  expect([...complaints, ...server.complaints]).toEqual([])
})

const react = { install: { 'react-18': ['react', 'react-dom'] } }
const reactWidget = {
  'widget.tsx': `import { createRoot } from 'react-dom/client'
    import { Counter } from './counter'
    export const mount = (element: HTMLElement) => createRoot(element).render(<Counter />)`,
  'counter.tsx': `import { useState } from 'react'
    export function Counter() {
      const [count, setCount] = useState(0)
      return <button onClick={() => setCount(count + 1)}>clicked {count}</button>
    }`,
}
const reactExposes = { './Widget': './widget.tsx' }
const reactPlugins = async () => (await import('@vitejs/plugin-react')).default() as unknown as Plugin[]

describe('React', () => {
  test('is hot-reloaded on the native engine too, by a server below a base path', async () => {
    const root = createProject({ ...react, files: reactWidget })
    const plugins = await reactPlugins()
    const config = { base: '/dev/cart/' }
    const server = await start({ root, exposes: reactExposes, shared: ['react', 'react-dom'], plugins, config })
    const { page, complaints } = await open('native', manifestOf(server))
    await page.evaluate(mount)
    await expectHotReload(page, root, 'counter.tsx')
    expect([...complaints, ...server.complaints]).toEqual([])
  })

  test('for production knows no hot reload: the page is loaded again', async () => {
    const root = createProject({ ...react, files: reactWidget })
    const plugins = await reactPlugins()
    const shared = ['react', 'react-dom']
    const server = await start({ root, exposes: reactExposes, shared, plugins, mode: 'production' })
    const { page } = await open('system', manifestOf(server))
    await expectReload(page, 'clicked 0', () => edit(root, 'counter.tsx', 'clicked', 'pressed'), 'pressed 0')
  })

  test.each(['system', 'native'] as const)(
    'is hot-reloaded where a page for production renders a component of a remote that renders nothing itself, on the %s engine',
    async engine => {
      const react = { install: { 'react-19': ['react', 'react-dom'] } }
      const shell = await buildRemote({
        name: '@mall/shell',
        root: createProject({
          ...react,
          packageJson: { name: '@mall/shell' },
          files: {
            'main.js': `import { createElement, lazy, Suspense } from 'react'
              import { createRoot } from 'react-dom/client'
              const Counter = lazy(() => import('@mall/cart/Counter'))
              export const mount = element => createRoot(element).render(createElement(Suspense, null, createElement(Counter)))`,
          },
        }),
        exposes: { './main': './main.js' },
        shared: ['react', 'react-dom'],
        remotes: ['@mall/cart'],
      })
      const deployed = await startStaticServer({ root: shell.folder })
      opened.push(deployed)
      const root = createProject({
        ...react,
        files: { 'counter.tsx': reactWidget['counter.tsx'].replace('export', 'export default') },
      })
      const plugins = await reactPlugins()
      const server = await start({ root, exposes: { './Counter': './counter.tsx' }, shared: ['react'], plugins })
      const imports = { '@mall/shell': `${deployed.origin}/federation.json`, ...manifestOf(server) }
      const { page, complaints } = await open(engine, imports, manifestOf(server))
      await page.evaluate(
        `fedmap.import('@mall/shell/main').then(shell => shell.mount(document.querySelector('main')))`,
      )
      await expectHotReload(page, root, 'counter.tsx')
      expect([...complaints, ...server.complaints]).toEqual([])
    },
  )

  test("is hot-reloaded in a host's page, which the host's dev server serves with the loader, on another dev server's copy, and so is that one's remote", async () => {
    const tags = '<script type="systemjs-importmap" src="/importmap.json"></script><script src="/fedmap.js"></script>'
    const root = createProject({
      ...react,
      files: { ...reactWidget, 'index.html': `<!doctype html><link rel="icon" href="data:,">${tags}<main></main>` },
    })
    const plugins = await reactPlugins()
    const server = await start({ root, exposes: reactExposes, shared: ['react', 'react-dom'], plugins })
    const accountRoot = createProject({ ...react, packageJson: { name: '@mall/account' }, files: reactWidget })
    const account = await start({
      name: '@mall/account',
      root: accountRoot,
      exposes: reactExposes,
      shared: ['react', 'react-dom'],
      plugins: await reactPlugins(),
    })
    const imports = { ...manifestOf(server), '@mall/account': `${account.origin}/federation.json` }
    writeFiles(root, { 'importmap.json': JSON.stringify({ imports }) })
    const page = await browser().newPage()
    const complaints = hearComplaints(page)
    await page.goto(server.origin)
    await page.evaluate(mount)
    await expectHotReload(page, root, 'counter.tsx')
    await page.evaluate(`fedmap.import('@mall/account/Widget').then(widget => {
      document.querySelector('main').remove()
      widget.mount(document.body.appendChild(document.createElement('main')))
    })`)
    await expectHotReload(page, accountRoot, 'counter.tsx')
    expect([...complaints, ...server.complaints]).toEqual([])
    await page.close()
  })

  test("runs from the project's own index.html too, on the remote's own copies", async () => {
    const root = createProject({
      ...react,
      files: {
        ...reactWidget,
        'index.html':
          '<!doctype html><link rel="icon" href="data:,"><main></main><script type="module" src="/main.tsx"></script>',
        'main.tsx': `import { mount } from './widget'; mount(document.querySelector('main')!)`,
      },
    })
    const plugins = await reactPlugins()
    const server = await start({ root, exposes: reactExposes, shared: ['react', 'react-dom'], plugins })
    const page = await browser().newPage()
    await page.goto(server.origin)
    await page.getByRole('button').click()
    await page.getByText('clicked 1').waitFor()
    edit(root, 'counter.tsx', 'clicked', 'pressed')
    await page.getByText('pressed 1').waitFor()
    await page.close()
  })
})

test('what other remotes and packages without a copy export is asked of the page, by whatever kind of import', async () => {
  const lib = {
    'package.json': '{ "name": "lib", "version": "1.0.0", "type": "module", "main": "index.js" }',
    'index.js': `export const version = 'of catalog'; export default 'lib'`,
  }
  const catalog = await start({
    name: '@mall/catalog',
    root: createProject({
      packageJson: { name: '@mall/catalog' },
      files: {
        'price.js': `import { version } from 'lib'; export const lib = version; export const price = 3; export default 'Price'`,
      },
      packages: { lib },
    }),
    exposes: { './Price': './price.js', './words.json': './price.js' },
    shared: ['lib'],
  })
  const root = createProject({
    files: {
      'widget.ts': `
        import Price, { price as amount } from 'shop/Price'
        import * as all from 'shop/Price'
        import lib, { version } from 'lib'
        import words from 'own/words.json'
        import theirs from 'shop/words.json'
        export { price as passedOn } from 'shop/Price'
        export const mount = async () => {
          const { price } = await import('shop/Price')
          return [Price, amount, Object.keys(all).sort(), price, lib, version, words.yes, theirs]
        }`,
    },
    packages: {
      lib,
      own: { 'package.json': '{ "name": "own", "version": "1.0.0" }', 'words.json': '{ "yes": "ja" }' },
    },
  })
  const shared = { lib: { import: false }, own: {} } as const
  const server = await start({ root, exposes, remotes: { shop: '@mall/catalog' }, shared })
  const imports = { ...manifestOf(server), '@mall/catalog': `${catalog.origin}/federation.json` }
  for (const engine of ['system', 'native'] as const) {
    const { page, complaints } = await open(engine, imports)
    const names = ['default', 'lib', 'price']
    expect(await page.evaluate(mount)).toEqual(['Price', 3, names, 3, 'lib', 'of catalog', 'ja', 'Price'])
    expect(await page.evaluate(`fedmap.import('@mall/cart/Widget').then(({ passedOn }) => passedOn)`)).toBe(3)
    expect([...complaints, ...server.complaints, ...catalog.complaints]).toEqual([])
  }
})

test.each(['system', 'native'] as const)(
  'exposes and sources of any name are loaded, on the %s engine',
  async engine => {
    const server = await start({
      root: createProject({
        files: {
          'Größe.ts': `export { help as size } from './Hilfe für alle'`,
          'Grüße.ts': `export { help as words } from './Hilfe für alle'`,
          'Hilfe für alle.ts': `export const help = {}`,
        },
      }),
      exposes: { './Größe': './Größe.ts', './Grüße': './Grüße.ts' },
    })
    const { page, complaints } = await open(engine, manifestOf(server))
    const load = `Promise.all(['Größe', 'Grüße'].map(name => fedmap.import('@mall/cart/' + name)))`
    expect(await page.evaluate(`${load}.then(([{ size }, { words }]) => size === words)`)).toBe(true)
    expect(complaints).toEqual([])
  },
)

test('a shared package that the sources come to import is there after a reload, and one of another version that is installed', async () => {
  const lib = {
    'package.json': '{ "name": "lib", "version": "1.0.0", "type": "module", "main": "index.js" }',
    'index.js': `export const say = () => 'new'`,
  }
  const root = createProject({
    files: {
      'widget.ts': `import { text } from './text'; export const mount = (element: HTMLElement) => { element.textContent = text }
        import.meta.hot!.accept('./text', () => {})`,
      'text.ts': `export const text = 'old'`,
    },
    packages: { lib },
  })
  const server = await start({ root, exposes, shared: ['lib'] })
  const { page } = await open('system', manifestOf(server))
  await expectReload(
    page,
    'old',
    () => writeFiles(root, { 'text.ts': `import { say } from 'lib'; export const text = say()` }),
    'new',
  )
  writeFiles(root, {
    'node_modules/lib/package.json': lib['package.json'].replace('1.0.0', '2.0.0'),
    'node_modules/lib/index.js': `export const say = () => 'new, of 2'`,
  })
  const { shared } = (await (await fetch(`${server.origin}/federation.json`)).json()) as Manifest
  expect(shared.lib!.copies.map(({ version }) => version)).toEqual(['2.0.0'])
  await page.reload()
  await page.evaluate(mount)
  await page.getByText('new, of 2').waitFor()
  expect(server.complaints).toEqual([])
})

test('an edit of a shared package of the monorepo is there after a reload, and what it came to export', async () => {
  const root = createProject({
    packageJson: { dependencies: { lib: 'workspace:^' } },
    files: {
      'app/widget.ts': `import { say } from 'lib'; export const mount = (element: HTMLElement) => { element.textContent = say() }`,
      'app/package.json': '{ "name": "app", "version": "1.0.0" }',
      'packages/lib/package.json': '{ "name": "lib", "version": "1.0.0", "type": "module", "main": "index.ts" }',
      'packages/lib/index.ts': `export { say } from './say'`,
      'packages/lib/say.ts': `export const say = (): string => 'old'`,
    },
    links: { lib: 'packages/lib' },
    tools: ['rolldown'],
  })
  const server = await start({ root: join(root, 'app'), exposes, shared: ['lib'] })
  const { page } = await open('system', manifestOf(server))
  await expectReload(page, 'old', () => edit(root, 'packages/lib/say.ts', 'old', 'new'), 'new')
  // An export that it did not have is known then too.
  const change = () => {
    writeFiles(root, { 'packages/lib/index.ts': `export { say } from './say'; export const more = () => 'more'` })
    edit(root, 'app/widget.ts', 'say } from', 'more as say } from')
  }
  await expectReload(page, 'new', change, 'more')
  expect(server.complaints).toEqual([])
})

test('a page of an origin that may not read the sources is told of in the terminal, with what to do', async () => {
  const server = await start({ root: createProject({ files: { 'widget.ts': 'export const a = 1' } }), exposes })
  const ask = (origin: string) => fetch(`${server.origin}/federation.json`, { headers: { origin } })
  expect((await ask('http://localhost:9000')).headers.get('access-control-allow-origin')).toBe('http://localhost:9000')
  expect(server.complaints).toEqual([])
  expect((await ask('https://shop.example')).headers.has('access-control-allow-origin')).toBe(false)
  expect(server.complaints).toEqual([expect.stringMatching(/FED-524 .*cors: \{ origin: 'https:\/\/shop\.example' \}/)])
})

test('a stack trace points to the source, by way of the source map that is served', async () => {
  const root = createProject({
    files: {
      'widget.ts': `interface Gone {\n  a: string\n}\n\nexport function mount(_: Gone) {\n  throw new Error('thrown on line 6')\n}\n`,
    },
  })
  const server = await start({ root, exposes })
  const { page } = await open('system', manifestOf(server))
  const stack = (await page.evaluate(`${mount}.catch(error => error.stack)`)) as string
  const [, url, line, column] = /(http:\S+):(\d+):(\d+)/.exec(stack)!
  const code = await (await fetch(url!)).text()
  const map = Buffer.from(
    /sourceMappingURL=data:application\/json;base64,(\S+)\s*$/.exec(code)![1]!,
    'base64',
  ).toString()
  const origin = new SourceMap(JSON.parse(map)).findOrigin(Number(line), Number(column))
  expect(origin).toMatchObject({ fileName: expect.stringMatching(/widget\.ts$/), lineNumber: 6, columnNumber: 9 })
})
