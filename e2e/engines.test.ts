import { readFile } from 'node:fs/promises'
import { type Manifest, satisfies } from 'fedmap/core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import '../loader/loader.js'
import { browsersToTest, openBrowser } from '../testing/browsers/open-browsers.js'
import { call, type Tab, type TestBrowser, until } from '../testing/browsers/test-browser.js'
import { badgesOf, complaintsOf, type MallOnEngine, startMallOn, visit } from './testing/mall-on-engine.js'
import { widgetNames } from './testing/visit-mall.js'

const deployed = await readFile(new URL('../importmap.json', import.meta.url), 'utf8')

describe.each(browsersToTest())('in %s', name => {
  let browser: TestBrowser
  beforeAll(async () => {
    browser = await openBrowser(name)
  })
  afterAll(() => browser?.close())

  describe.each(['system', 'native'] as const)('the mall on the %s engine', engine => {
    let mall: MallOnEngine
    let tab: Tab
    beforeAll(async () => {
      mall = await startMallOn(engine)
    })
    afterAll(() => mall?.close())
    beforeEach(async () => {
      await mall.setImportMap(deployed)
      tab = await browser.open()
    })
    afterEach(() => tab?.close())

    test('mounts every widget, each on a react in its range and the react-dom of that, from the least copies', async () => {
      await visit(tab, mall)
      const badges = await badgesOf(tab)
      expect(badges.map(badge => badge.remote).sort()).toEqual([...widgetNames].sort())
      for (const { remote, framework, frameworkVersion, domVersion } of badges) {
        const { shared } = await manifestOf(remote, mall)
        const range = shared[framework]?.requiredVersion as string
        expect([remote, frameworkVersion, satisfies(frameworkVersion, range)]).toEqual([remote, frameworkVersion, true])
        if (framework === 'react') expect([remote, domVersion]).toEqual([remote, frameworkVersion])
      }
      expect(Object.fromEntries(badges.map(badge => [badge.remote, badge.frameworkVersion]))).toMatchObject({
        '@mall/cart': '18.2.0',
        '@mall/account': '18.2.0',
        '@mall/catalog': '18.3.1',
        '@mall/search': '18.3.1',
        '@mall/legacy': '17.0.2',
      })
      const copies = (of: string) =>
        new Set(mall.requests.flatMap(url => url.match(`.*/shared/${of}@[^/]+/`)?.[0] ?? []))
      expect([copies('react').size, copies('react-dom').size]).toEqual([4, 4])
      const folder = engine === 'native' ? '/esm/' : '/system/'
      const modules = mall.requests.filter(url => /\/(esm|system)\/.*\.js$/.test(url))
      expect(modules.filter(url => !url.includes(folder))).toEqual([])
      expect(mall.requests.filter(url => url.endsWith('/es-module-shims.js'))).toEqual([])
      expect(await complaintsOf(tab)).toEqual([])
    })

    test('adds to the cart from the catalog, which the shell reads, and loads a lazy part with its stylesheet', async () => {
      await visit(tab, mall)
      await click(tab, '.catalog-add')
      await until(tab, () => document.querySelector('.shell-bag-count[data-count="1"]'))
      await until(tab, () => document.querySelector('#bag [data-line]'))
      const before = mall.requests.length
      await click(tab, '#catalog a[href^="#"]')
      await until(tab, () => document.querySelector('dialog[open]'))
      const requested = () => mall.requests.slice(before).join()
      expect(requested()).toMatch(/\/details-[^/]*\.js/)
      await until(tab, () => [...document.styleSheets].some(({ href }) => href?.includes('/details-')))
      expect(await complaintsOf(tab)).toEqual([])
    })

    test('runs what is overridden, resolved again', async () => {
      await tab.goto(`${mall.origins.page}/favicon.svg`)
      const url = `${mall.origins.cart}/1.5.0/federation.json`
      await call(tab, url => localStorage.setItem('import-map-override:@mall/cart', url), url)
      await visit(tab, mall)
      const badges = await badgesOf(tab)
      expect(badges).toHaveLength(widgetNames.length)
      expect(badges.find(({ remote }) => remote === '@mall/cart')).toMatchObject({ version: '1.5.0' })
    })

    test('takes a remote that joins late, on copies of its own and on those that run', async () => {
      const { '@mall/promo': promo, '@mall/search': search, ...others } = JSON.parse(deployed).imports
      await mall.setImportMap(JSON.stringify({ imports: others }))
      await visit(tab, mall)
      expect(await badgesOf(tab)).toHaveLength(widgetNames.length - 2)
      const here = (url: string, origin?: string) => origin + new URL(url).pathname
      const late = [
        ['@mall/promo', here(promo, mall.origins.promo)],
        ['@mall/search', here(search, mall.origins.search)],
      ] as const
      const before = mall.requests.length
      const versions = await call(
        tab,
        async late => {
          const versions: unknown[] = []
          for (const [name, url] of late) {
            await window.fedmap.registerRemote(name, url)
            const { runsOn } = await window.fedmap.import<{ runsOn: object }>(`${name}/Widget`)
            versions.push(runsOn)
          }
          return versions as { frameworkVersion: string; domVersion: string }[]
        },
        late,
      )
      expect(versions.map(({ frameworkVersion }) => frameworkVersion.split('.')[0])).toEqual(['19', '18'])
      for (const { frameworkVersion, domVersion } of versions) expect(domVersion).toContain(frameworkVersion)
      // Search runs on the React that the catalog has brought.
      const copies = mall.requests.slice(before).filter(url => /\/shared\/react@/.test(url))
      expect(copies.filter(url => !url.includes('react@19'))).toEqual([])
    })
  })
})

/** Clicks an element, once it is there. */
function click(tab: Tab, selector: string): Promise<void> {
  const clickFirst = (selector: string) => {
    const element = document.querySelector<HTMLElement>(selector)
    element?.click()
    return element
  }
  return until(tab, clickFirst, selector)
}

async function manifestOf(remote: string, mall: MallOnEngine): Promise<Manifest> {
  const { pathname } = new URL(JSON.parse(deployed).imports[remote])
  const response = await fetch(mall.origins[remote.replace('@mall/', '')] + pathname)
  return response.json()
}
