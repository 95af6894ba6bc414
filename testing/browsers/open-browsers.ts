import { chromiumBrowser } from './chromium-browser.js'
import { firefoxBrowser } from './firefox-browser.js'
import type { BrowserName, TestBrowser } from './test-browser.js'
import { webkitBrowser } from './webkit-browser.js'

const openers: Readonly<Record<BrowserName, () => Promise<TestBrowser>>> = {
  chromium: chromiumBrowser,
  firefox: firefoxBrowser,
  webkit: webkitBrowser,
}

/**
 * The browsers to test in: Chromium, or those that `FEDMAP_BROWSERS` names (`chromium,firefox,webkit`), less those that
 * `installBrowsers` had to leave out.
 */
export function browsersToTest(): readonly BrowserName[] {
  const names = (process.env.FEDMAP_BROWSERS ?? 'chromium').split(',')
  return names.map(name => {
    if (name in openers) return name as BrowserName
    throw new Error(`FEDMAP_BROWSERS names ${name}. There are ${Object.keys(openers).join(', ')}.`)
  })
}

export function openBrowser(name: BrowserName): Promise<TestBrowser> {
  return openers[name]()
}
