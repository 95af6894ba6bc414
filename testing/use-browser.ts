import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { launchChromium } from './launch-chromium.js'

/** One Chromium for the tests of a file. What a test leaves open is closed after it, so that it slows down no other. */
export function useBrowser(): () => Browser {
  let browser: Browser | undefined
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterEach(() => Promise.all(browser!.contexts().map(context => context.close())))
  afterAll(() => browser?.close())
  return () => browser!
}
