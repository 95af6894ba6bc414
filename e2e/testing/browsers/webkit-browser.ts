import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { findProgram } from './find-program.js'
import type { TestBrowser } from './test-browser.js'

/** WebKitGTK's MiniBrowser, by WebDriver over HTTP, on a display of its own that nobody sees. */
export async function webkitBrowser(): Promise<TestBrowser> {
  const { driver, display, binary } = findWebkit()
  const port = await freePort()
  // A group of its own: xvfb-run's display and the driver's browsers end with it.
  const process = spawn(display, ['-a', driver, `--port=${port}`], { detached: true, stdio: 'ignore' })
  const command = commander(`http://127.0.0.1:${port}`)
  await untilReady(command)

  const options = { binary, args: ['--automation'] }
  const capabilities = { alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': options } }
  const openSession = () => command<Session>('POST', '/session', { capabilities })
  // The driver allows one session at a time, so the version is asked for in one that is over at once.
  const { sessionId, capabilities: found } = await openSession()
  await command('DELETE', `/session/${sessionId}`)
  return {
    name: 'webkit',
    version: found.browserVersion,
    async open() {
      const session = `/session/${(await openSession()).sessionId}`
      await command('POST', `${session}/timeouts`, { script: 30_000, pageLoad: 30_000 })
      return {
        goto: url => command('POST', `${session}/url`, { url }),
        evaluate: expression =>
          command('POST', `${session}/execute/sync`, { script: `return ${expression}`, args: [] }),
        close: () => command('DELETE', session),
      }
    },
    async close() {
      if (process.pid) globalThis.process.kill(-process.pid)
    },
  }
}

/** The three programs that it takes: the browser, what drives it, and what it draws on. */
export function findWebkit() {
  return {
    binary: findProgram('FEDMAP_WEBKIT', ['MiniBrowser'], libraryFolders()),
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
    const response = await fetch(origin + path, { method, ...(body && { body: JSON.stringify(body) }) })
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

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as { port: number }
  await new Promise(closed => server.close(closed))
  return port
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
