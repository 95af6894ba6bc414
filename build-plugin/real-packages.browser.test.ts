import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import type { Plugin } from 'rollup'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchChromium } from '../testing/launch-chromium.js'
import { buildRemote, type RemoteBuild } from './testing/build-remote.js'
import { openPage, type RemotePage } from './testing/open-page.js'
import { furtherCases, type MatrixBundler, type MatrixCase, ordinaryCases } from './testing/real-packages.js'

const allBundlers: readonly MatrixBundler[] = ['rollup', 'rolldown', 'vite']

const here = fileURLToPath(new URL('./', import.meta.url))
const cases = process.env.FEDMAP_MATRIX ? [...ordinaryCases, ...furtherCases] : ordinaryCases

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium({ args: ['--enable-unsafe-swiftshader'] })
})
afterAll(() => browser?.close())

const buildCase = async (matrixCase: MatrixCase, bundler: MatrixBundler) => {
  const { folder, widget, shared, expectedWarnings = [] } = matrixCase
  const root = join(here, folder)
  return buildRemote({
    name: `@matrix/${bundler}`,
    bundler,
    root,
    dist: `dist/${bundler}`,
    exposes: { './Widget': { import: widget, peers: [] } },
    ...(shared && { shared }),
    plugins: await readPlugins(root, bundler),
    expectedWarnings,
  })
}

async function readPlugins(root: string, bundler: MatrixBundler): Promise<Plugin[]> {
  const file = join(root, 'bundler-plugins.mjs')
  if (!existsSync(file)) return []
  const { default: plugins } = await import(file)
  return [plugins[bundler]()].flat()
}

describe.each(cases)('$title', matrixCase => {
  const { bundlers = allBundlers } = matrixCase
  const builds = new Map<MatrixBundler, RemoteBuild>()
  test.each(bundlers)(
    'is built by %s',
    async bundler => {
      builds.set(bundler, await buildCase(matrixCase, bundler))
    },
    300_000,
  ) // The first one builds the copies.

  describe.each(['esm', 'system'] as const)('on a page that all remotes are on, in the format %s', format => {
    const { copies, values } = matrixCase
    let open: RemotePage
    beforeAll(async () => {
      open = await openPage(browser, [...builds.values()], format)
    })
    afterAll(() => open?.close())

    test.each(bundlers)('works for the remote of %s', async bundler => {
      const { page, complaints } = open
      const remote = `load('@matrix/${bundler}/Widget')`
      await page.evaluate(`{
        const element = document.createElement('section')
        element.id = '${bundler}'
        document.querySelector('main').append(element)
        ${remote}.then(widget => widget.mount(element))
      }`)
      const section = page.locator(`#${bundler}`)
      await section.getByRole('button').click()
      await section.getByText('clicked 1').waitFor()
      const answered = `${remote}.then(({ values }) => values?.(document.querySelector('#${bundler}')))`
      expect(await page.evaluate(answered)).toEqual(values)
      // The driver of the software renderer has its own about how fast it is.
      expect(complaints.filter(text => !text.includes('GL Driver Message'))).toEqual([])
    })

    test('loads one copy of each', () => {
      const { resolution, requests } = open
      const placements = [...resolution.environments.values()].flatMap(environment => [...environment.values()])
      const placed = new Map(placements.map(placement => [placement.url, placement.package]))
      const folders = requests.flatMap(path => /^.*\/shared\/((?:@[^/]+\/)?[^/@]+)@[^/]+/.exec(path) ?? [])
      expect([...placed.values()].sort()).toEqual([...copies].sort())
      expect([...new Set(folders)].filter(name => !name.startsWith('/')).sort()).toEqual([...copies].sort())
      expect(new Set(folders.filter(name => name.startsWith('/'))).size).toBe(copies.length)
    })
  })
})
