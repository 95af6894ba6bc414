import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createProject, edit } from '../build-plugin/testing/create-project.js'
import { startDevServer } from '../build-plugin/testing/start-dev-server.js'
import { type WatchingBundler, watchRemote } from '../build-plugin/testing/watch-remote.js'
import { startStaticServer } from '../deploy/index.js'
import { overridesPanel } from '../testing/overrides-panel.js'
import { useBrowser } from '../testing/use-browser.js'
import { useMall } from './testing/use-mall.js'
import { type Visit, visitMall } from './testing/visit-mall.js'

/** A developer's copy of the mall's cart, and the mall as it is deployed. */
let root: string
const browser = useBrowser()
const mall = useMall()
let visit: Visit

const options = {
  name: '@mall/cart',
  exposes: { './Widget': { import: './src/widget.tsx', peers: [] }, './store': './src/store.ts' },
  shared: ['react', 'react-dom', 'zustand'],
}

beforeEach(async () => {
  const sources = fileURLToPath(new URL('../demo/cart/src/', import.meta.url))
  const files = readdirSync(sources).map(name => [`src/${name}`, readFileSync(join(sources, name), 'utf8')])
  const dependencies = { react: '^18.2.0', 'react-dom': '^18.2.0', zustand: '^4.5.7' }
  root = createProject({
    files: Object.fromEntries(files),
    packageJson: { version: '1.4.3', dependencies },
    install: { 'react-18': ['react', 'react-dom', 'zustand'] },
  })
  visit = await visitMall(browser(), mall())
  await visit.page.locator('.shell-panel-button').click()
})
afterEach(() => visit.page.context().close())

const title = () => visit.page.locator('.cart-title')

test('a dev server takes the place of a remote through the panel, hot-reloaded with its state, until it is reset', async () => {
  const server = await startDevServer({ ...options, root, plugins: react() as unknown as Plugin[] })
  const { page, complaints } = visit
  const panel = overridesPanel(page, visit.reload)
  await panel.override('@mall/cart', `${server.origin}/federation.json`)
  expect(visit.requests).toContain(`${server.origin}/src/cart.tsx`)

  // Another remote fills the developed one's store; what it shows then is its state.
  await page.locator('[data-product=dome-lamp] .catalog-add').click()
  await page.locator('.cart-order').click()
  await page.getByText('Thank you!').waitFor()
  await page.evaluate('void (window.isMarked = true)')
  edit(root, 'src/cart.tsx', 'Your bag', 'Your basket')
  await page.getByText('Your basket').waitFor()
  expect(await page.getByText('Thank you!').isVisible()).toBe(true)
  expect(await page.evaluate('window.isMarked')).toBe(true)

  // Whoever runs on the same version runs on the copy that was built for development: one react for all of them.
  const copies = visit.requests.filter(url => /\/shared\/react-dom@18\.2\.0/.test(url))
  expect(copies.length).toBeGreaterThan(0)
  expect(copies.filter(url => !url.startsWith(server.origin))).toEqual([])

  await panel.reset()
  expect(await title().textContent()).toBe('Your bag')
  expect(visit.requests.filter(url => url.startsWith(server.origin))).toEqual([])
  expect([...complaints, ...server.complaints]).toEqual([])
  await server.close()
})

test.each<WatchingBundler>(['rollup', 'rolldown', 'vite'])(
  'a build that %s watches takes the place of a remote through the panel, and the page follows it',
  async bundler => {
    const build = await watchRemote(bundler, { ...options, root })
    await build.built()
    const server = await startStaticServer({ root: join(root, 'dist') })
    const { page, complaints } = visit
    await overridesPanel(page, visit.reload).override('@mall/cart', `${server.origin}/federation.json`)
    expect(await title().textContent()).toBe('Your bag')

    const reloaded = page.waitForEvent('load')
    edit(root, 'src/cart.tsx', 'Your bag', 'Your basket')
    await reloaded
    await page.getByText('Your basket').waitFor()

    // A build that fails changes nothing; the next one is followed again.
    const failed = build.built().catch((error: Error) => error)
    edit(root, 'src/cart.tsx', 'import { money }', 'import { { money }')
    expect(await failed).toBeInstanceOf(Error)
    const again = page.waitForEvent('load')
    edit(root, 'src/cart.tsx', 'import { { money }', 'import { money }')
    await again
    await page.getByText('Your basket').waitFor()
    expect(complaints).toEqual([])
    await build.close()
    await server.close()
  },
)
