import { startStaticServer } from 'fedmap/deploy'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Mall, startMall } from '../demo/start-mall.mjs'
import { freePort } from '../deploy/testing/free-port.js'
import { copyWorkspace } from './testing/copy-workspace.js'
import { launchChromium } from './testing/launch-chromium.js'
import { openMall, type Visit, widgetNames } from './testing/open-mall.js'
import { overridesPanel } from './testing/overrides-panel.js'

let browser: Browser
let mall: Mall

beforeAll(async () => {
  browser = await launchChromium()
  mall = await startMall({ ports: 'ephemeral' })
})
afterAll(async () => {
  await browser?.close()
  await mall?.close()
})

const viteConfig = `import react from '@vitejs/plugin-react'
import { federation } from 'fedmap/vite'

export default {
  cacheDir: '.vite',
  plugins: [
    react(),
    federation({
      name: '@mall/account',
      exposes: { './Widget': { import: './src/widget.tsx', peers: [] } },
      shared: ['react', 'react-dom', 'dayjs'],
      remotes: ['@mall/cart'],
    }),
  ],
}
`

test('a dev server in place of a remote: on the page, with its packages, hot-reloaded with its state kept', async () => {
  const account = await copyWorkspace('account', { 'vite.config.mjs': viteConfig })
  const port = await freePort()
  const origin = `http://localhost:${port}`
  await account.run('vite/bin/vite.js', '--port', `${port}`, '--strictPort').printed(origin)
  await fetch(`${origin}/federation.json`)
  const visit = await openMall(browser, mall)
  const { page } = visit
  await openPanel(visit).override('@mall/account', `${port}`)

  expect(await page.locator('[data-state=mounted]').count()).toBe(widgetNames.length)
  expect(visit.requests).toContain(`${origin}/src/account.tsx`)
  // One React for both, a build for development: that of the dev server, since it is of the version that they get.
  expect(await providers(page)).toMatchObject({ '@mall/account': '@mall/account', '@mall/cart': '@mall/account' })
  expect(visit.requests.filter(url => /\.vite\/deps|node_modules/.test(url))).toEqual([])
  // Its store is that of the page's cart.
  await page.locator('[data-product=dome-lamp] .catalog-add').click()
  await page.getByText('One thing, with you on').waitFor()

  await page.locator('#account input').check()
  await markPage(page)
  await account.edit('src/account.tsx', 'Express delivery', 'By bicycle, today')
  await page.getByText('By bicycle, today').waitFor()
  expect(await page.locator('#account input').isChecked()).toBe(true)
  await account.edit('src/account.css', '.account-express {', '.account-express { outline: 3px solid rgb(1, 2, 3);')
  await page.waitForFunction(
    () => getComputedStyle(document.querySelector('.account-express') as Element).outlineColor === 'rgb(1, 2, 3)',
  )
  expect(await isMarked(page)).toBe(true)
  expect(visit.complaints).toEqual([])
  await page.context().close()
  await account.close()
})

test('a build that watches its sources in place of a remote: the page reloads when it is built anew', async () => {
  const account = await copyWorkspace('account', {})
  await account.run('rollup/dist/bin/rollup', '-c', '--watch').printed('created dist')
  const server = await startStaticServer({ root: `${account.folder}/dist` })
  const visit = await openMall(browser, mall)
  const { page } = visit
  await openPanel(visit).override('@mall/account', `${server.origin}/federation.json`)
  expect(await page.locator('[data-state=mounted]').count()).toBe(widgetNames.length)

  await markPage(page)
  const reloaded = page.waitForEvent('load')
  await account.edit('src/account.tsx', 'Express delivery', 'By bicycle, today')
  await reloaded
  await page.getByText('By bicycle, today').waitFor()
  expect(await isMarked(page)).toBe(false)
  expect(visit.complaints).toEqual([])
  await page.context().close()
  await server.close()
  await account.close()
})

function openPanel({ page, reload }: Visit) {
  return {
    override: async (name: string, url: string) => {
      await page.locator('.shell-panel-button').click()
      await overridesPanel(page, reload).override(name, url)
    },
  }
}

/** Whose copy of its framework each widget runs on, by the mark that the shell puts below it. */
async function providers(page: Page): Promise<Record<string, string>> {
  const marks = await page
    .locator('.shell-badge')
    .evaluateAll(badges => badges.map(badge => ({ ...(badge as HTMLElement).dataset })))
  return Object.fromEntries(marks.map(({ remote, provider }) => [remote, provider ?? '']))
}

/** What a page has until it is loaded again. */
async function markPage(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(window, { isMarked: true }))
}

function isMarked(page: Page): Promise<boolean> {
  return page.evaluate(() => 'isMarked' in window)
}
