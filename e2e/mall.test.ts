import { readFile } from 'node:fs/promises'
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

test('nothing is fetched twice, importmap.json neither', () => {
  expect(visit.requests.filter(url => url.endsWith('/importmap.json'))).toHaveLength(1)
  expect(new Set(visit.requests).size).toBe(visit.requests.length)
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
  test('search renders the Price of catalog in its own React tree', async () => {
    const { page } = visit
    await page.locator('#search input').fill('lamp')
    await page.locator('#search .catalog-price').first().waitFor()
  })

  test('account, promo, reviews and legacy do what their buttons say', async () => {
    const effects = [
      ['#account input[type=checkbox]', '#account input:checked'],
      ['#promo button', '#promo .promo-code'],
      ['#reviews [aria-label="2 stars"]', '#reviews [aria-label="2 stars"]:checked'],
      ['#stores button', '#stores [aria-expanded=true]'],
    ] as const
    for (const [button, effect] of effects) {
      await visit.page.locator(button).first().click()
      await visit.page.locator(effect).first().waitFor()
    }
  })
})

describe('a deploy', () => {
  test('is an edit of one line of importmap.json', async () => {
    const map = await readFile(new URL('../importmap.json', import.meta.url), 'utf8')
    await mall().setImportMap(map.replace('/1.4.2/', '/1.5.0/'))
    await visit.reload()
    expect(await visit.versionOf('@mall/cart')).toBe('1.5.0')
    expect(await visit.page.locator('[data-state=mounted]').count()).toBe(widgetNames.length)
  })
})

describe('an override in the panel', () => {
  test('of a remote runs another build of it, until it is disabled or reset', async () => {
    await visit.page.locator('.shell-panel-button').click()
    const panel = overridesPanel(visit.page, visit.reload)
    const build = `${mall().origins.cart}/1.5.0/federation.json`
    await panel.override('@mall/cart', build)
    expect(await visit.versionOf('@mall/cart')).toBe('1.5.0')
    await panel.disable('@mall/cart')
    expect(await visit.versionOf('@mall/cart')).toBe('1.4.2')
    await panel.override('@mall/cart', build)
    expect(await visit.versionOf('@mall/cart')).toBe('1.5.0')
    await panel.reset()
    expect(await visit.versionOf('@mall/cart')).toBe('1.4.2')
  })
})
