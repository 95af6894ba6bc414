import { createLogger, createServer, type Plugin, type UserConfig } from 'vite'
import { freePort } from '../../testing/free-port.js'
import { createServer as createVite7Server } from '../fixtures/vite-7/index.js'
import type { FederationOptions } from '../index.js'
import { federation } from '../vite.js'

export interface DevServer {
  readonly origin: string
  /** What it said, above the level of information. */
  readonly complaints: readonly string[]
  readonly close: () => Promise<void>
}

export interface DevServerOptions extends Partial<FederationOptions> {
  readonly root: string
  readonly vite?: 'vite' | 'vite 7'
  readonly plugins?: readonly Plugin[]
  readonly config?: UserConfig
}

const vites = { vite: createServer, 'vite 7': createVite7Server as unknown as typeof createServer }

/** Starts Vite's dev server for a remote, `@mall/cart` unless told otherwise, as `vite` in its folder does. */
export async function startDevServer(options: DevServerOptions): Promise<DevServer> {
  const { vite = 'vite', plugins = [], config = {}, root, ...rest } = options
  const complaints: string[] = []
  const complain = (message: string) => void complaints.push(message)
  const port = await freePort()
  const server = await vites[vite]({
    ...config,
    root,
    configFile: false,
    customLogger: { ...createLogger('silent'), warn: complain, warnOnce: complain, error: complain },
    plugins: [federation({ name: '@mall/cart', ...rest }), ...plugins],
    server: { port, strictPort: true, ...config.server },
  })
  await server.listen()
  const origin = `http://localhost:${port}`
  await fetch(`${origin}/federation.json`) // Built: a page that has to wait for that composes it in late.
  return { origin, complaints, close: () => server.close() }
}
