import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { startStaticServer } from '../deploy/index.js'
import { hearComplaints } from '../testing/hear-complaints.js'
import { useBrowser } from '../testing/use-browser.js'
import type { Mode } from './index.js'
import { type Bundler, buildRemote, type RemoteBuild, type RemoteBuildOptions } from './testing/build-remote.js'
import { createProject, type ProjectParts } from './testing/create-project.js'
import { openFedmapPage } from './testing/open-fedmap-page.js'
import { openPage } from './testing/open-page.js'
import { picturesPackage, readStyles, viteProject, viteResults, viteStyles } from './testing/vite-project.js'

const browser = useBrowser()

const reactWidget = `
  import { useState } from 'react'
  import { createRoot } from 'react-dom/client'
  function Counter() {
    const [count, setCount] = useState(0)
    return <button onClick={() => setCount(count + 1)}>clicked {count}</button>
  }
  export const mount = (element: HTMLElement) => createRoot(element).render(<Counter />)`

const zustandWidget = `
  import { createRoot } from 'react-dom/client'
  import { create } from 'zustand'
  const useCount = create<{ count: number }>(() => ({ count: 0 }))
  const click = () => useCount.setState(({ count }) => ({ count: count + 1 }))
  const Counter = () => <button onClick={click}>clicked {useCount(state => state.count)}</button>
  export const mount = (element: HTMLElement) => createRoot(element).render(<Counter />)`

const everyBundler = ['rollup', 'rolldown', 'vite', 'vite 7'] as const

interface Row extends ProjectParts {
  readonly mode?: Mode
  readonly target?: RemoteBuildOptions['target']
  /** Default: rollup. */
  readonly bundlers?: readonly Bundler[]
  readonly shared: RemoteBuildOptions['shared']
  /** The packages that must come from copies. */
  readonly copies: readonly string[]
}

/** Each renders a button that says how often it was clicked. */
const widgets: Record<string, Row> = {
  'React 17': {
    install: { 'react-17': ['react', 'react-dom'] },
    shared: ['react', 'react-dom'],
    copies: ['react-dom@17.0.2', 'react@17.0.2'],
    files: {
      'widget.tsx': `
        import { useState } from 'react'
        import { render } from 'react-dom'
        function Counter() {
          const [count, setCount] = useState(0)
          return <button onClick={() => setCount(count + 1)}>clicked {count}</button>
        }
        export const mount = (element: HTMLElement) => render(<Counter />, element)`,
    },
  },
  'React 18': {
    bundlers: everyBundler,
    install: { 'react-18': ['react', 'react-dom'] },
    shared: ['react', 'react-dom'],
    copies: ['react-dom@18.2.0', 'react@18.2.0'],
    files: { 'widget.tsx': reactWidget },
  },
  'React 19 with its scheduler shared': {
    install: { 'react-19': ['react', 'react-dom'] },
    shared: ['react', 'react-dom', 'scheduler'],
    copies: ['react-dom@19.2.0', 'react@19.2.0', 'scheduler@0.27.0'],
    files: { 'widget.tsx': reactWidget },
  },
  'zustand, an ES package that imports CommonJS': {
    install: { 'react-18': ['react', 'react-dom', 'zustand'] },
    shared: ['react', 'react-dom', 'zustand'],
    copies: ['react-dom@18.2.0', 'react@18.2.0', 'zustand@4.5.7'],
    files: { 'widget.tsx': zustandWidget },
  },
  'a bundled CommonJS package that requires a shared one': {
    bundlers: everyBundler,
    install: { 'react-18': ['react', 'react-dom'] },
    packages: {
      label: {
        'package.json': '{ "name": "label", "version": "1.0.0" }',
        'index.js': `const React = require('react'); const jsx = require('react/jsx-runtime')
          exports.Label = ({ count }) => React.createElement('b', null, jsx.jsx('i', { children: 'clicked ' + count }))`,
      },
    },
    shared: ['react', 'react-dom'],
    copies: ['react-dom@18.2.0', 'react@18.2.0'],
    files: {
      'widget.tsx': `
        import { useState } from 'react'
        import { createRoot } from 'react-dom/client'
        import { Label } from 'label'
        function Counter() {
          const [count, setCount] = useState(0)
          return <button onClick={() => setCount(count + 1)}><Label count={count} /></button>
        }
        export const mount = (element: HTMLElement) => createRoot(element).render(<Counter />)`,
    },
  },
  'React 19 for development': {
    install: { 'react-19': ['react', 'react-dom'] },
    shared: ['react', 'react-dom'],
    copies: ['react-dom@19.2.0', 'react@19.2.0'],
    mode: 'development',
    files: {
      'widget.tsx': `import * as React from 'react'
        if (typeof React.act !== 'function') throw new Error('This is not the build for development')
        ${reactWidget}`,
    },
  },
  'Preact under the name of React': {
    bundlers: ['rollup', 'rolldown', 'vite'],
    install: { '../../demo/kiosk': ['preact'], 'react-18': ['zustand'] },
    shared: {
      react: { import: 'preact/compat', version: '18.3.1' },
      'react-dom': { import: 'preact/compat', version: '18.3.1' },
      zustand: {},
    },
    copies: ['preact@10.29.8', 'react-dom@18.3.1', 'react@18.3.1', 'zustand@4.5.7'],
    files: { 'widget.tsx': zustandWidget },
  },
  'a package of the workspace in TypeScript, linked': {
    bundlers: ['rollup', 'rolldown', 'vite'],
    packageJson: { dependencies: { '@mall/ui': 'workspace:^' } },
    install: { 'react-18': ['react', 'react-dom'] },
    tools: ['esbuild'],
    links: { '@mall/ui': 'packages/ui' },
    shared: ['react', 'react-dom', '@mall/ui'],
    copies: ['@mall/ui@0.3.0', 'react-dom@18.2.0', 'react@18.2.0'],
    files: {
      'packages/ui/package.json':
        '{ "name": "@mall/ui", "version": "0.3.0", "type": "module", "exports": "./src/index.ts" }',
      'packages/ui/src/index.ts': `export { Button } from './button.js'; export type { Props } from './button.js'`,
      'packages/ui/src/button.tsx': `
        import { useState } from 'react'
        export interface Props { readonly label: string }
        export function Button({ label }: Props) {
          const [count, setCount] = useState(0)
          return <button onClick={() => setCount(count + 1)}>{label} {count}</button>
        }`,
      'widget.tsx': `
        import { Button } from '@mall/ui'
        import { createRoot } from 'react-dom/client'
        export const mount = (element: HTMLElement) => createRoot(element).render(<Button label="clicked" />)`,
    },
  },
  'syntax of ES5, React down to it': {
    install: { 'react-19': ['react', 'react-dom'] },
    tools: ['@swc/core'],
    target: 'es5',
    shared: ['react', 'react-dom'],
    copies: ['react-dom@19.2.0', 'react@19.2.0'],
    files: { 'widget.tsx': reactWidget },
  },
  'lodash and dayjs, UMD files, by default and by name': {
    install: { 'react-17': ['lodash', 'dayjs'] },
    shared: ['lodash', 'dayjs'],
    copies: ['dayjs@1.11.19', 'lodash@4.17.21'],
    files: {
      'widget.tsx': `
        import _, { add } from 'lodash'
        import dayjs from 'dayjs'
        import relativeTime from 'dayjs/plugin/relativeTime'
        dayjs.extend(relativeTime)
        if (_.VERSION !== '4.17.21' || dayjs().fromNow() !== 'a few seconds ago') throw new Error('Wrong exports')
        export function mount(element: HTMLElement) {
          let count = 0
          const button = document.createElement('button')
          const show = () => { button.textContent = 'clicked ' + count }
          button.onclick = () => { count = add(count, 1); show() }
          show()
          element.append(button)
        }`,
    },
  },
}

const runs = Object.entries(widgets).flatMap(([title, { bundlers = ['rollup'] as const, ...row }]) =>
  bundlers.map(bundler => ({ title, bundler, ...row })),
)

test.each(runs)('$title, by $bundler, runs on its own copies in both formats', async run => {
  const { title: _, bundler, shared, copies, mode = 'production', target, ...project } = run
  const build = await buildRemote({
    bundler,
    root: createProject(project),
    exposes: { './Widget': './widget.tsx' },
    ...(shared && { shared }),
    ...(target && { target }),
    mode,
  })
  for (const format of ['esm', 'system'] as const) {
    const { page, complaints, resolution, close } = await openPage(browser(), [build], format)
    const placed = [...resolution.environments.get('@mall/cart')!.values()]
    expect(placed.map(placement => `${placement.package}@${placement.version}`).sort()).toEqual(copies)
    await page.evaluate(`load('@mall/cart/Widget').then(widget => widget.mount(document.querySelector('main')))`)
    await page.getByRole('button').click()
    await page.getByText('clicked 1').waitFor()
    expect(complaints).toEqual([])
    await close()
  }
})

test('a remote with Preact under the name of React and one with React get each its own', async () => {
  const source = { 'widget.tsx': reactWidget }
  const preact = await buildRemote({
    name: '@mall/preact',
    root: createProject({ install: { '../../demo/kiosk': ['preact'] }, files: source }),
    exposes: { './Widget': './widget.tsx' },
    shared: {
      react: { import: 'preact/compat', requiredVersion: false },
      'react-dom': { import: 'preact/compat', requiredVersion: false },
    },
  })
  const react = await buildRemote({
    name: '@mall/react',
    root: createProject({ install: { 'react-18': ['react', 'react-dom'] }, files: source }),
    exposes: { './Widget': './widget.tsx' },
    shared: { react: { requiredVersion: false }, 'react-dom': { requiredVersion: false } },
  })
  const { page, resolution, complaints, close } = await openPage(browser(), [preact, react], 'system')
  const copiesOf = (name: string) =>
    [...resolution.environments.get(name)!.values()].map(placed => `${placed.package}@${placed.version}`).sort()
  expect(copiesOf('@mall/preact')).toEqual(['preact@10.29.8', 'react-dom@10.29.8', 'react@10.29.8'])
  expect(copiesOf('@mall/react')).toEqual(['react-dom@18.2.0', 'react@18.2.0'])
  for (const name of ['@mall/preact', '@mall/react']) {
    await page.evaluate(`load('${name}/Widget').then(widget => {
      const element = document.createElement('section')
      document.querySelector('main').append(element)
      widget.mount(element)
    })`)
  }
  for (const index of [0, 1]) {
    await page.getByRole('button').nth(index).click()
    await page.locator('section').nth(index).getByText('clicked 1').waitFor()
  }
  expect(complaints).toEqual([])
  await close()
})

test.each(['production', 'development'] as const)(
  'a shared package that asks for variables of a process finds that none is set: %s',
  async mode => {
    const env = `
      export const values = [process.env.VITE_DEBUG !== undefined, { ...process.env }, globalThis.process.env.DEBUG === undefined]
      values.push(process.env.NODE_ENV, process?.env?.DEBUG === undefined, process.env["NODE_ENV"], "process.env.NODE_ENV".length)
      process.env.DEBUG = 'yes'`
    const cart = await buildRemote({
      root: createProject({
        files: { 'widget.js': `export { values } from 'env'` },
        packages: {
          env: { 'package.json': '{ "name": "env", "version": "1.0.0", "type": "module" }', 'index.js': env },
        },
      }),
      exposes: { './Widget': './widget.js' },
      shared: ['env'],
      mode,
    })
    const { page, close } = await openPage(browser(), [cart], 'system')
    expect(await page.evaluate(`load('@mall/cart/Widget').then(({ values }) => values)`)).toEqual([
      false,
      {},
      true,
      mode,
      true,
      mode,
      20,
    ])
    await close()
  },
)

test.each([
  ['rollup', ['user', 'helper']],
  ['rollup', ['helper']],
  ['rolldown', ['helper']],
] as const)(
  'a CommonJS package requires an ES one, whatever its compiler made of that: %s, shared: %s',
  async (bundler, shared) => {
    const user = `
    function interopDefault(module) { return module && module.__esModule ? module : { default: module } }
    var helper = require('helper'), compiled = interopDefault(require('helper'))
    class More extends helper {}
    exports.results = [
      typeof compiled.default, compiled.default === helper.default, helper.named, compiled.default.fixed, Object.keys(helper),
      helper().called, new helper().made, new More().made, new compiled.default() instanceof helper, require('plain').named,
    ]`
    const helper = `
    export let named = 1
    export default function helper() { return new.target ? { __proto__: new.target.prototype, made: 2 } : { called: 3 } }
    helper.fixed = 4
    named++`
    const esPackage = (name: string) => `{ "name": "${name}", "version": "1.0.0", "type": "module" }`
    const cart = await buildRemote({
      bundler,
      root: createProject({
        files: { 'widget.js': `export { results } from 'user'` },
        packages: {
          user: { 'package.json': '{ "name": "user", "version": "1.0.0" }', 'index.js': user },
          helper: { 'package.json': esPackage('helper'), 'index.js': helper },
          plain: { 'package.json': esPackage('plain'), 'index.js': 'export const named = 5' },
        },
      }),
      exposes: { './Widget': './widget.js' },
      shared: [...shared, 'plain'],
    })
    for (const format of ['system', 'esm'] as const) {
      const { page, close } = await openPage(browser(), [cart], format)
      const results = await page.evaluate(`load('@mall/cart/Widget').then(({ results }) => results)`)
      expect(results).toEqual(['function', true, 2, 4, ['default', 'named'], 3, 2, 2, true, 5])
      await close()
    }
  },
)

test.each(['system', 'esm'] as const)('a shared package starts its workers, from another origin: %s', async format => {
  const answers = `
    const answerOf = worker => new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data)
      worker.onerror = reject
      worker.postMessage(20)
    })
    export const ask = () => Promise.all([
      answerOf(new Worker(new URL('./module-worker.js', import.meta.url), { type: 'module', name: 'one' })),
      answerOf(new Worker(new URL('./classic-worker.js', import.meta.url))),
    ])`
  const cart = await buildRemote({
    root: createProject({
      files: { 'widget.js': `export { ask } from 'halves'` },
      packages: {
        halves: {
          'package.json': '{ "name": "halves", "version": "1.0.0", "type": "module" }',
          'index.js': answers,
          'module-worker.js': `
            import { half } from './half.js'
            const factor = fetch(new URL('./factor.txt', import.meta.url)).then(response => response.text())
            onmessage = async ({ data }) => postMessage(half(data) * (await factor))`,
          'classic-worker.js': `import { half } from './half.js'\nonmessage = ({ data }) => postMessage(half(data))`,
          'half.js': 'export const half = value => value / 2',
          'factor.txt': '3',
        },
      },
    }),
    exposes: { './Widget': './widget.js' },
    shared: ['halves'],
  })
  const { page, complaints, close } = await openPage(browser(), [cart], format)
  expect(await page.evaluate(`load('@mall/cart/Widget').then(({ ask }) => ask())`)).toEqual([30, 10])
  expect(complaints).toEqual([])
  await close()
})

/** From now on the stylesheet of a part is another one than was built. */
const changePart = (page: Page) =>
  page.route(/part-.*css/, async route => {
    const response = await route.fetch()
    await route.fulfill({ response, body: (await response.text()).replace('9', '10') })
  })

describe('remoteEntry.js', () => {
  let cart: RemoteBuild
  beforeAll(async () => {
    cart = await buildRemote({
      root: createProject({ install: { 'react-18': ['react', 'react-dom'] }, files: { 'widget.tsx': reactWidget } }),
      exposes: { './Widget': './widget.tsx' },
      shared: ['react', 'react-dom'],
    })
  })

  const mount = `.get('./Widget').then(factory => factory().mount(document.querySelector('main')))`

  test("runs on its host's React, as a System module", async () => {
    const host = await buildRemote({
      root: createProject({
        install: { 'react-18': ['react', 'react-dom'] },
        files: {
          'share.js': `
            import React from 'react'
            import jsxRuntime from 'react/jsx-runtime'
            import ReactDom from 'react-dom'
            import client from 'react-dom/client'
            const share = module => ({ '18.2.0': { get: async () => () => module } })
            export const shareScope = {
              react: share(React), 'react/jsx-runtime': share(jsxRuntime),
              'react-dom': share(ReactDom), 'react-dom/client': share(client),
            }`,
        },
      }),
      name: '@mall/host',
      exposes: { './share': './share.js' },
      shared: ['react', 'react-dom'],
    })
    const { page, requests, complaints, close } = await openPage(browser(), [host], 'system', {
      unmapped: [cart],
    })
    await page.evaluate(`Promise.all([load('@mall/host/share'), load('/1/system/remoteEntry.js')])
      .then(async ([{ shareScope }, entry]) => { await entry.init(shareScope); await entry${mount} })`)
    await page.getByRole('button').click()
    await page.getByText('clicked 1').waitFor()
    expect(requests.filter(path => path.startsWith('/1/'))).toEqual([
      '/1/system/remoteEntry.js',
      expect.stringMatching(/^\/1\/system\/Widget-/),
    ])
    expect(complaints).toEqual([])
    await close()
  })

  test('has its stylesheets in the document, and not one that was changed', async () => {
    const cart = await buildRemote({
      root: createProject({
        files: {
          'widget.ts': `import './widget.css'; export const open = () => import('./part')`,
          'part.ts': `import './part.css'`,
          'widget.css': 'main { color: rgb(1, 2, 3) }',
          'part.css': 'main { border-left: 7px solid rgb(7, 8, 9) }',
        },
      }),
      exposes: { './Widget': './widget.ts' },
    })
    const { page, close } = await openPage(browser(), [], 'system', { unmapped: [cart] })
    await changePart(page)
    await page.evaluate(`load('/0/system/remoteEntry.js').then(entry => entry.get('./Widget'))`)
    const style = `(({ color, borderLeftWidth }) => [color, borderLeftWidth])(getComputedStyle(document.querySelector('main')))`
    expect(await page.evaluate(style)).toEqual(['rgb(1, 2, 3)', '0px'])
    await close()
  })

  test('says so where SystemJS cannot take modules of a host', async () => {
    const { page, close } = await openPage(browser(), [], 'system', { unmapped: [cart], systemjs: 's.js' })
    const taken = `load('/0/system/remoteEntry.js').then(async entry => {
      await entry.init({ react: { '18.2.0': { get: () => () => ({}) } } })
      await entry.get('./Widget')
    })`
    expect(await page.evaluate(`${taken}.catch(error => error.code)`)).toBe('FED-433')
    await close()
  })

  test('runs on the import map that is in force for it, as an ES module, and says so where none is', async () => {
    const { page, close } = await openPage(browser(), [cart], 'esm', { unmapped: [cart] })
    const load = (index: number) =>
      `load('/${index}/esm/remoteEntry.js').then(async entry => { await entry.init({}); await entry${mount} })`
    expect(await page.evaluate(`${load(1)}.catch(error => error.code)`)).toBe('FED-435')
    await page.evaluate(load(0))
    await page.getByText('clicked 0').waitFor()
    await close()
  })
})

test.each(['vite', 'vite 7'] as const)(
  'a project of %s has what Vite gives: CSS modules, lazy CSS, CSS as text, JSON, globs, env, assets, workers',
  async bundler => {
    const build = await buildRemote({
      bundler,
      root: createProject({
        files: {
          ...viteProject,
          // A worker that is no module, which Vite bundles.
          'classic.ts': `export const classic = () => new Worker(new URL('./worker.ts', import.meta.url))`,
        },
        packages: { pictures: picturesPackage },
      }),
      exposes: { './Widget': './widget.ts', './classic': './classic.ts' },
    })
    for (const format of ['esm', 'system'] as const) {
      const { page, complaints, resolution, close } = await openPage(browser(), [build], format)
      // What the loader does with the manifest's css; on the native engine that of a lazy part is awaited by the part itself.
      const { [build.manifest.exposes['./Widget']!.file]: widget, ...others } = build.manifest.modules
      const awaited = format === 'system' ? Object.values(others).flatMap(({ css = [] }) => css) : []
      const { base } = resolution.remotes.get('@mall/cart')!
      for (const name of [...widget!.css!, ...awaited]) await page.addStyleTag({ url: `${base}assets/${name}` })
      const mount = `load('@mall/cart/Widget').then(widget => widget.mount(document.querySelector('main')))`
      expect(await page.evaluate(mount)).toEqual(viteResults('production'))
      expect(await page.evaluate(readStyles)).toEqual(viteStyles)
      const ask = `load('@mall/cart/classic').then(({ classic }) => new Promise(resolve => {
      const worker = classic()
      worker.onmessage = ({ data }) => resolve(data)
      worker.postMessage(20)
    }))`
      expect(await page.evaluate(ask)).toBe(10)
      expect(complaints).toEqual([])
      await close()
    }
  },
)

test.each(['vite', 'vite 7'] as const)(
  'an import() in a project of %s has little around it, and its failure is told to who listens for that',
  async bundler => {
    const build = await buildRemote({
      bundler,
      root: createProject({
        files: {
          'widget.ts': `export const open = () => import('./part')`,
          'part.ts': `export const part = 1`,
        },
      }),
      exposes: { './Widget': './widget.ts' },
    })
    const own = Object.entries(build.files).filter(([file]) => /\/(Widget|preload)[^/]*\.js$/.test(file))
    expect(own.length).toBeGreaterThan(1)
    for (const [file, text] of own) expect([file, text.length < 1200]).toEqual([file, true])
    for (const format of ['esm', 'system'] as const) {
      const { page, close } = await openPage(browser(), [build], format)
      await page.route(/part-/, route => route.abort())
      const open = (isHandled: boolean) => `new Promise(resolve => {
        const listener = event => {
          if (${isHandled}) event.preventDefault()
          resolve([String(event.payload), opened.then(String, error => 'failed: ' + error)])
        }
        addEventListener('vite:preloadError', listener, { once: true })
        const opened = load('@mall/cart/Widget').then(widget => widget.open())
      }).then(told => Promise.all(told))`
      const [told, handled] = (await page.evaluate(open(true))) as [string, string]
      expect([told, handled]).toEqual([expect.stringContaining('part'), 'undefined'])
      expect(await page.evaluate(open(false))).toEqual([told, `failed: ${told}`])
      await close()
    }
  },
)

test.each([
  ['vite', 'system'],
  ['vite', 'native'],
  ['vite 7', 'native'],
  ['rolldown', 'native'],
] as const)(
  'a stylesheet of a part that %s wrote is put in, and not if it was changed: %s engine',
  async (bundler, engine) => {
    const { folder, manifest } = await buildRemote({
      bundler,
      root: createProject({
        files: {
          'widget.ts': `export const open = () => import('./part')`,
          'part.ts': `import './part.css'; export const part = 1`,
          'part.css': 'main { border-left: 7px solid rgb(7, 8, 9) }',
        },
      }),
      exposes: { './Widget': './widget.ts' },
    })
    const server = await startStaticServer({ root: folder })
    const { page, close } = await openFedmapPage(browser(), engine, {
      [manifest.name]: `${server.origin}/federation.json`,
    })
    const open = `fedmap.import('${manifest.name}/Widget').then(widget => widget.open()).then(({ part }) => part)`
    const border = `getComputedStyle(document.querySelector('main')).borderLeft`
    const isStyled = `new Promise(resolve => {
    const look = () => (${border}.includes('7px') ? resolve(true) : setTimeout(look, 10))
    look()
    setTimeout(resolve, 500, false)
  })`

    expect(await page.evaluate(open)).toBe(1)
    expect(await page.evaluate(isStyled)).toBe(true)

    await changePart(page)
    await page.reload()
    expect(await page.evaluate(open)).toBe(1)
    expect(await page.evaluate(isStyled)).toBe(false)
    await close()
    await server.close()
  },
)

test.each(everyBundler)('a file of any name is loaded, and runs once: %s', async bundler => {
  const { folder, manifest } = await buildRemote({
    bundler,
    root: createProject({
      files: {
        'Größe.ts': `import './Größe im Laden.css'; export { helper } from './Hilfe für alle'
          export const open = () => import('./Träge 50%')`,
        'Größe im Laden.css': 'main { border-left: 7px solid rgb(7, 8, 9) }',
        'Hilfe für alle.ts': `export const helper = {}`,
        'Träge 50%.ts': `export { helper } from './Hilfe für alle'`,
      },
    }),
    exposes: { './Größe': './Größe.ts', './Hilfe': './Hilfe für alle.ts' },
  })
  const server = await startStaticServer({ root: folder })
  for (const engine of ['system', 'native'] as const) {
    const remotes = { [manifest.name]: `${server.origin}/federation.json` }
    const { page, complaints, close } = await openFedmapPage(browser(), engine, remotes)
    const found = await page.evaluate(`Promise.all(['Größe', 'Hilfe'].map(name => fedmap.import('@mall/cart/' + name)))
      .then(async ([{ helper, open }, other]) => [
        helper === other.helper && helper === (await open()).helper,
        getComputedStyle(document.querySelector('main')).borderLeftWidth,
      ])`)
    expect(found).toEqual([true, '7px'])
    expect(complaints).toEqual([])
    await close()
  }
  await server.close()
})

const lonePage =
  '<!doctype html><link rel="icon" href="data:,"><main></main><script type="module" src="/main.tsx"></script>'

test.each(['vite', 'vite 7'] as const)(
  "a Vite project's own pages are built beside the remote, and run on its own copies: %s",
  async bundler => {
    const { folder, manifest } = await buildRemote({
      bundler,
      root: createProject({
        install: { 'react-18': ['react', 'react-dom'] },
        files: {
          'index.html': lonePage,
          'about/index.html': lonePage.replace('main.tsx', 'about/main.tsx'),
          'main.tsx': `import { mount } from './widget'; mount(document.querySelector('main')!)`,
          'about/main.tsx': `import { mount } from '../widget'; mount(document.querySelector('main')!)`,
          'widget.tsx': reactWidget,
        },
      }),
      // The first page runs an expose.
      exposes: { './Widget': './widget.tsx', './main': './main.tsx' },
      shared: ['react', 'react-dom'],
      input: ['index.html', 'about/index.html'],
    })
    expect(Object.keys(manifest.exposes)).toEqual(['./Widget', './main'])
    const server = await startStaticServer({ root: folder })
    const page = await browser().newPage()
    const complaints = hearComplaints(page)
    for (const path of ['/', '/about/']) {
      await page.goto(server.origin + path)
      await page.getByRole('button').click()
      await page.getByText('clicked 1').waitFor()
    }
    expect(complaints).toEqual([])
    await page.close()
    await server.close()
  },
)

test("a Vite project's page with the loader keeps the loader's tags", async () => {
  const tags = [
    '<link rel="preload" as="fetch" crossorigin href="/importmap.json">',
    '<script type="systemjs-importmap" src="/importmap.json"></script>',
    '<script src="/fedmap.js" data-import="@mall/cart/half"></script>',
  ]
  const { files } = await buildRemote({
    bundler: 'vite',
    root: createProject({
      files: {
        'index.html': `<!doctype html>${tags.join('')}`,
        'importmap.json': '{}',
        'half.ts': viteProject['half.ts']!,
      },
    }),
    exposes: { './half': './half.ts' },
  })
  expect(files['index.html']!.replaceAll('  ', ' ')).toBe(`<!doctype html>${tags.join('')}`)
})
