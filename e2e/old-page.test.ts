import { readdir, readFile } from 'node:fs/promises'
import { parse } from 'acorn'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Mall, startMall } from '../demo/start-mall.mjs'
import { browsersToTest, openBrowser } from '../testing/browsers/open-browsers.js'
import { call, type Tab, type TestBrowser, until } from '../testing/browsers/test-browser.js'

const repo = new URL('../', import.meta.url)

/** What a page for old browsers loads, and remoteEntry.js. */
async function oldFiles(): Promise<readonly string[]> {
  const folder = 'demo/kiosk/dist/system/'
  const built = await readdir(new URL(folder, repo), { recursive: true })
  const modules = built.filter(file => file.endsWith('.js'))
  return [
    'dist/es5/fedmap.js',
    'dist/es5/fedmap-compose.js',
    'dist/es5/fedmap-developer.js',
    ...modules.map(file => folder + file),
  ]
}

test.each(await oldFiles())('%s is ES5', async file => {
  const code = await readFile(new URL(file, repo), 'utf8')
  expect(() => parse(code, { ecmaVersion: 5 })).not.toThrow()
})

describe.each(browsersToTest())('in %s', name => {
  let browser: TestBrowser
  let mall: Mall
  let tab: Tab
  beforeAll(async () => {
    browser = await openBrowser(name)
    mall = await startMall({ ports: 'ephemeral' })
    tab = await browser.open()
  })
  afterAll(async () => {
    await tab?.close()
    await browser?.close()
    await mall?.close()
  })

  test('a page without any module script runs a Preact remote by script tags, its lazy part too', async () => {
    await tab.goto(`${mall.url}kiosk/`)
    await until(tab, () => document.querySelector('.kiosk h1'))
    await call(tab, () => document.querySelector<HTMLElement>('.kiosk button[aria-pressed=false]')?.click())
    await until(tab, () => document.querySelector('.kiosk li')?.textContent === 'Furniture')
    await call(tab, () => document.querySelector<HTMLElement>('#way')?.click())
    await until(tab, () => document.querySelector('.kiosk-way')?.textContent?.includes('South hall'))
    expect(
      await call(tab, () => document.querySelectorAll('script[type=module], link[rel=modulepreload]').length),
    ).toBe(0)
  })
})
