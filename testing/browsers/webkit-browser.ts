import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../free-port.js'
import { findProgram } from './find-program.js'
import type { TestBrowser } from './test-browser.js'

/** WebKitGTK's MiniBrowser, by WebDriver over HTTP, on a display of its own that nobody sees. */
export async function webkitBrowser(): Promise<TestBrowser> {
  let driver = await startDriver()
  /** The browser that a driver starts does not connect to it now and then, and the driver waits for ever. */
  const openSession = async () => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await driver.openSession()
      } catch (error) {
        if (attempt === 3) throw error
        driver.stop()
        driver = await startDriver()
      }
    }
  }
  // The driver allows one session at a time, so the version is asked for in one that is over at once.
  const { sessionId, capabilities } = await openSession()
  await driver.command('DELETE', `/session/${sessionId}`)
  return {
    name: 'webkit',
    version: capabilities.browserVersion,
    async open() {
      const session = `/session/${(await openSession()).sessionId}`
      const { command } = driver
      await command('POST', `${session}/timeouts`, { script: 30_000, pageLoad: 30_000 })
      return {
        goto: url => command('POST', `${session}/url`, { url }),
        evaluate: expression =>
          command('POST', `${session}/execute/sync`, { script: `return ${expression}`, args: [] }),
        close: () => command('DELETE', session),
      }
    },
    close: async () => driver.stop(),
  }
}

async function startDriver() {
  const { driver, display, binary } = findWebkit()
  const port = await freePort()
  // A group of its own: xvfb-run's display and the driver's browsers end with it.
  const { pid } = spawn(display, ['-a', driver, `--port=${port}`], { detached: true, stdio: 'ignore' })
  const command = commander(`http://127.0.0.1:${port}`)
  await untilReady(command)

  const options = { binary, args: ['--automation'] }
  const capabilities = { alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': options } }
  return {
    command,
    openSession: () => command<Session>('POST', '/session', { capabilities }),
    stop() {
      if (pid) process.kill(-pid)
    },
  }
}

/** The three programs that it takes: the browser, what drives it, and what it draws on. */
export function findWebkit() {
  return {
    binary: findProgram('FEDMAP_WEBKIT', [
      'MiniBrowser',
      ...libraryFolders().map(folder => join(folder, 'MiniBrowser')),
    ]),
    driver: findProgram('FEDMAP_WEBKIT_DRIVER', ['WebKitWebDriver']),
    display: findProgram('FEDMAP_XVFB', ['xvfb-run']),
  }
}

interface Session {
  readonly sessionId: string
  readonly capabilities: { readonly browserVersion: string }
}

function commander(origin: string) {
  return async <Result = void>(method: string, path: string, body?: object): Promise<Result> => {
    // Longer than the longest that a page or a script may take.
    const signal = AbortSignal.timeout(35_000)
    const response = await fetch(origin + path, { method, signal, ...(body && { body: JSON.stringify(body) }) })
    const { value } = (await response.json()) as { value: Result & { error?: string; message?: string } }
    if (!response.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`)
    return value
  }
}

async function untilReady(command: ReturnType<typeof commander>): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await command('GET', '/status')
    } catch (error) {
      if (attempt === 100) throw new Error('WebKitWebDriver does not answer', { cause: error })
      await new Promise(resume => setTimeout(resume, 100))
    }
  }
}

/** Where Debian puts MiniBrowser: `/usr/lib/<machine>/webkit2gtk-4.1`. */
function libraryFolders(): readonly string[] {
  const folders = (path: string) => {
    try {
      return readdirSync(path).map(name => `${path}/${name}`)
    } catch {
      return []
    }
  }
  return folders('/usr/lib')
    .flatMap(folders)
    .filter(path => /webkit2?gtk-/.test(path))
}
