import { readFile } from 'node:fs/promises'
import { type Manifest, satisfies } from 'fedmap/core'
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startMall } from '../demo/start-mall.mjs'
import { overridesPanel } from '../testing/overrides-panel.js'
import { useBrowser } from '../testing/use-browser.js'
import { useMall } from './testing/use-mall.js'
import { type Visit, visitMall, widgetNames } from './testing/visit-mall.js'

const browser = useBrowser()
const mall = useMall()
let visit: Visit

beforeEach(async () => {
  await mall().setImportMap(await readFile(new URL('../importmap.json', import.meta.url), 'utf8'))
  visit = await visitMall(browser(), mall())
})
afterEach(async () => {
  expect(visit.complaints).toEqual([])
  await visit.page.context().close()
})

describe('the mall', () => {
  test('every widget is mounted', async () => {
    expect(await visit.page.locator('[data-state=mounted]').count()).toBe(widgetNames.length)
    expect(await visit.page.locator('[data-error-code]').count()).toBe(0)
  })

  test('each widget runs on a react in its range, and on the react-dom that goes with it', async () => {
    const badges = await readBadges(visit.page)
    expect(badges.map(badge => badge.remote).sort()).toEqual([...widgetNames].sort())
    for (const { remote, framework, frameworkVersion, domVersion } of badges) {
      const { shared } = await manifestOf(remote)
      const range = shared[framework]?.requiredVersion as string
      expect([remote, frameworkVersion, satisfies(frameworkVersion, range)]).toEqual([remote, frameworkVersion, true])
      if (framework === 'react') expect([remote, domVersion]).toEqual([remote, frameworkVersion])
    }
    const versions = Object.fromEntries(badges.map(badge => [badge.remote, badge.frameworkVersion]))
    expect(versions).toMatchObject({
      '@mall/cart': '18.2.0',
      '@mall/account': '18.2.0',
      '@mall/catalog': '18.3.1',
      '@mall/search': '18.3.1',
      '@mall/legacy': '17.0.2',
    })
  })

  test('the least copies of react and of react-dom are fetched, and importmap.json once', () => {
    const copies = (name: string) =>
      new Set(visit.requests.flatMap(url => url.match(`.*/shared/${name}@[^/]+/`)?.[0] ?? []))
    expect([copies('react').size, copies('react-dom').size]).toEqual([4, 4])
    expect(visit.requests.filter(url => url.endsWith('/importmap.json'))).toHaveLength(1)
    expect(new Set(visit.requests).size).toBe(visit.requests.length)
  })
})

test('every module file of the first view is requested in one round', async () => {
  await visit.page.context().close()
  const slow = await startMall({
    ports: 'ephemeral',
    intercept: (_server, _request, _response, serve) => setTimeout(serve, 150),
  })
  visit = await visitMall(browser(), slow)
  await visit.page.waitForLoadState('networkidle')
  const rounds = await visit.rounds()
  const isModule = (url: string) => /\/system\/.*\.js$/.test(url)
  const roundsOfModules = rounds.flatMap((urls, index) => (urls.some(isModule) ? index + 1 : []))
  expect(roundsOfModules).toEqual([4])
  await visit.page.goto('about:blank')
  await slow.close()
})

describe('each widget reacts', () => {
  test('catalog adds to the cart, which account and the shell read; its details are loaded on a click', async () => {
    const { page } = visit
    await page.locator('[data-product=dome-lamp] .catalog-add').click()
    await page.locator('.shell-bag-count[data-count="1"]').waitFor()
    await page.locator('#bag [data-line]').waitFor()
    const before = visit.requests.length
    await page.locator('[data-product] h3 a').first().click()
    await page.getByRole('dialog').waitFor()
    expect(
      visit.requests
        .slice(before)
        .flatMap(url => url.match(/details-.*\.(js|css)$/)?.[1] ?? [])
        .sort(),
    ).toEqual(['css', 'js'])
  })

  test('search renders the Price of catalog in its own React tree', async () => {
    const { page } = visit
    await page.locator('#search input').fill('lamp')
    await page.locator('#search .catalog-price').first().waitFor()
  })

  test.each([
    ['account', '#account input[type=checkbox]', '#account input:checked'],
    ['promo', '#promo button', '#promo .promo-code'],
    ['reviews', '#reviews [aria-label="2 stars"]', '#reviews [aria-label="2 stars"]:checked'],
    ['legacy', '#stores button', '#stores [aria-expanded=true]'],
  ])('%s', async (_remote, button, effect) => {
    await visit.page.locator(button).first().click()
    await visit.page.locator(effect).first().waitFor()
  })
})

describe('a deploy', () => {
  test('is an edit of one line of importmap.json', async () => {
    const map = await readFile(new URL('../importmap.json', import.meta.url), 'utf8')
    await mall().setImportMap(map.replace('/1.4.2/', '/1.5.0/'))
    await visit.reload()
    expect(await cartVersion()).toBe('1.5.0')
    expect(await visit.page.locator('[data-state=mounted]').count()).toBe(widgetNames.length)
  })
})

describe('an override in the panel', () => {
  test('of a remote runs another build of it, until it is disabled or reset', async () => {
    await visit.page.locator('.shell-panel-button').click()
    const panel = overridesPanel(visit.page, visit.reload)
    const build = `${mall().origins.cart}/1.5.0/federation.json`
    await panel.override('@mall/cart', build)
    expect(await cartVersion()).toBe('1.5.0')
    await panel.disable('@mall/cart')
    expect(await cartVersion()).toBe('1.4.2')
    await panel.override('@mall/cart', build)
    expect(await cartVersion()).toBe('1.5.0')
    await panel.reset()
    expect(await cartVersion()).toBe('1.4.2')
  })
})

async function cartVersion(): Promise<string | undefined> {
  return (await readBadges(visit.page)).find(badge => badge.remote === '@mall/cart')?.version
}

interface Badge {
  readonly remote: string
  readonly version: string
  readonly framework: string
  readonly frameworkVersion: string
  readonly domVersion?: string
  readonly provider: string
}

function readBadges(page: Page): Promise<readonly Badge[]> {
  return page
    .locator('.shell-badge')
    .evaluateAll(badges => badges.map(badge => ({ ...(badge as HTMLElement).dataset }) as unknown as Badge))
}

async function manifestOf(remote: string): Promise<Manifest> {
  const { imports } = JSON.parse(await readFile(new URL('../importmap.json', import.meta.url), 'utf8'))
  const { pathname } = new URL(imports[remote])
  const response = await fetch(mall().origins[remote.replace('@mall/', '')] + pathname)
  return response.json()
}
