import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium, type LaunchOptions } from 'playwright-core'

/** What the distributions and Google call it. */
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

const applications = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Headless, and without the requests that a browser makes for itself. */
const quiet = ['--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run']

/**
 * Launches a headless Chromium: the one that `FEDMAP_CHROMIUM` names, else Playwright's own, else the system's. The
 * caller closes it.
 */
export function launchChromium({ args = [], ...options }: LaunchOptions = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    // Chromium's sandbox refuses to run as root, which is who one is in most containers.
    args: [...quiet, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...args],
    ...options,
  })
}

/** The path of a Chromium's executable. */
export function findChromium(): string {
  const chosen = process.env.FEDMAP_CHROMIUM
  if (chosen) {
    if (isExecutable(chosen)) return chosen
    throw new Error(`FEDMAP_CHROMIUM is ${chosen}, which is no program. Set it to Chromium's executable, or unset it.`)
  }
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)]
  const found = [
    chromium.executablePath(),
    ...folders.flatMap(folder => names.map(name => join(folder, name))),
    ...applications,
  ]
  const path = found.find(isExecutable)
  if (path) return path
  throw new Error(
    'There is no Chromium here. Install one (`npx playwright-core install chromium`, or `apt-get install chromium`), ' +
      'or set FEDMAP_CHROMIUM to the path of its executable.',
  )
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
