import { launchChromium } from '../launch-chromium.js'
import type { TestBrowser } from './test-browser.js'

/** Chromium, by Playwright. */
export async function chromiumBrowser(): Promise<TestBrowser> {
  const browser = await launchChromium()
  return {
    name: 'chromium',
    version: browser.version(),
    async open() {
      const context = await browser.newContext()
      const page = await context.newPage()
      return {
        goto: async url => void (await page.goto(url)),
        evaluate: expression => page.evaluate(expression),
        close: () => context.close(),
      }
    },
    close: () => browser.close(),
  }
}
