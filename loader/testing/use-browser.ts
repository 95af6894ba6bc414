import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, vi } from 'vitest'
import { launchChromium } from '../../e2e/testing/launch-chromium.js'

/** One Chromium for the tests of a file. */
export function useBrowser(): () => Browser {
  let browser: Browser
  vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser.close())
  return () => browser
}
