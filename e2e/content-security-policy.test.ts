import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { overridesPanel } from '../testing/overrides-panel.js'
import { useBrowser } from '../testing/use-browser.js'
import { useMall } from './testing/use-mall.js'
import { visitMall, widgetNames } from './testing/visit-mall.js'

/** As docs/security.md has it, with the remotes' origins, and the images that the shop itself shows. */
const policy = [
  "default-src 'none'",
  "script-src 'self' http://localhost:*",
  "style-src 'self' http://localhost:* 'nonce-n0nce'",
  "connect-src 'self' http://localhost:*",
  "img-src 'self' data: http://localhost:*",
  "require-trusted-types-for 'script'",
  // Vue makes a policy of its own.
  'trusted-types fedmap vue',
].join('; ')

const page = readFileSync(new URL('../demo/index.html', import.meta.url), 'utf8')
const browser = useBrowser()
const mall = useMall({
  intercept(server, request, response, serve) {
    if (server !== 'page' || request.url !== '/') return serve()
    response.setHeader('Content-Type', 'text/html').setHeader('Content-Security-Policy', policy)
    // The panel's own styles need the nonce.
    response.end(page.replace('<import-map-overrides-full', '<import-map-overrides-full style-nonce="n0nce"'))
  },
})

test('the mall, its panel and its overrides work under a strict policy with trusted types', async () => {
  const visit = await visitMall(browser(), mall())
  expect(await visit.page.locator('[data-state=mounted]').count()).toBe(widgetNames.length)
  await visit.page.locator('.shell-panel-button').click()
  const panel = overridesPanel(visit.page, visit.reload)
  await panel.override('@mall/cart', `${mall().origins.cart}/1.5.0/federation.json`)
  expect(await visit.versionOf('@mall/cart')).toBe('1.5.0')
  expect(visit.complaints).toEqual([])
})
