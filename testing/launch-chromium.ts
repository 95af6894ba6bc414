import { type Browser, chromium, type LaunchOptions } from 'playwright-core'
import { findProgram } from './browsers/find-program.js'

/**
 * What the distributions and Google call it. First Chromium without a window to draw on (Playwright's own, too, comes as
 * that): the same engine, which opens a profile in a third of the time.
 */
const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

const applications = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Headless, and without the requests that a browser makes for itself. */
const quiet = ['--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run']

/**
 * Launches a headless Chromium: the one that `FEDMAP_CHROMIUM` names, else Playwright's own
 * (`npx playwright-core install chromium`), else the system's. The caller closes it.
 */
export function launchChromium({ args = [], ...options }: LaunchOptions = {}): Promise<Browser> {
  const executablePath = findChromium()
  return chromium.launch({
    // Where Playwright has its own, it knows best which of its two to take.
    ...(executablePath !== chromium.executablePath() && { executablePath }),
    // Chromium's sandbox refuses to run as root, which is who one is in most containers.
    args: [...quiet, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...args],
    ...options,
  })
}

/** The path of a Chromium's executable. */
export function findChromium(): string {
  return findProgram('FEDMAP_CHROMIUM', [chromium.executablePath(), ...names, ...applications])
}
