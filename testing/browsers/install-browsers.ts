import { installPackages } from '../install-packages.js'
import { findChromium } from '../launch-chromium.js'
import { findFirefox } from './firefox-browser.js'
import type { BrowserName } from './test-browser.js'
import { findWebkit } from './webkit-browser.js'

const browsers: Readonly<Record<BrowserName, { find(): unknown; packages: readonly string[] }>> = {
  chromium: { find: findChromium, packages: ['chromium-headless-shell'] },
  firefox: { find: findFirefox, packages: ['firefox-esr'] },
  webkit: { find: findWebkit, packages: ['webkit2gtk-driver', 'xvfb', 'xauth'] },
}

/**
 * Before any test in a browser: takes from Debian those that `FEDMAP_BROWSERS` names and the machine does not have. What
 * it still does not have then is left out of the tests, and the console says so and why.
 */
export default function installBrowsers(): void {
  const named = (process.env.FEDMAP_BROWSERS ?? 'chromium').split(',') as BrowserName[]
  const found = named.filter(name => {
    if (whyMissing(name)) installPackages(browsers[name].packages)
    const why = whyMissing(name)
    const how = `\`apt-get install ${browsers[name].packages.join(' ')}\` does, as root.`
    if (why) console.warn(`LEFT OUT: the tests in ${name}. ${why} On Debian ${how}`)
    return !why
  })
  if (found.length === 0) {
    const how = 'Playwright brings one, too: `npx playwright-core install chromium`.'
    throw new Error(`None of these browsers is here: ${named}. Nothing would be tested. ${how}`)
  }
  process.env.FEDMAP_BROWSERS = found.join()
}

function whyMissing(name: BrowserName): string | undefined {
  try {
    browsers[name].find()
    return undefined
  } catch (error) {
    return String(error)
  }
}
