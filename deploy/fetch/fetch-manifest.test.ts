import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type StaticServer, startStaticServer } from '../static-server/static-server.js'
import { fetchForeign } from './fetch-foreign.js'
import { fetchManifest, fetchOnce } from './fetch-manifest.js'

const assets = (js: string, css: readonly string[] = []) => ({ js: { sync: [js], async: [] }, css: { sync: css } })
const answers: Readonly<Record<string, unknown>> = {
  '/cart/1.4.2/federation.json': { formatVersion: 1, name: 'cart', version: '1.4.2' },
  '/shop/mf-manifest.json': {
    name: 'shop',
    metaData: { remoteEntry: { name: 'remoteEntry.js', path: './static/js/' } },
    exposes: [{ path: './Button', assets: assets('static/js/button.js', ['static/button.css', 'static/icons.woff2']) }],
    shared: [
      { name: 'react', version: '18.2.0', requiredVersion: '^18.2.0', assets: assets('static/js/react.js') },
      { name: 'kit', version: '1.0.0', requiredVersion: '^1.0.0', assets: assets('static/js/button.js') },
    ],
  },
}

let server: StaticServer
const asked: string[] = []
beforeAll(async () => {
  server = await startStaticServer({
    root: import.meta.dirname,
    intercept(request, response, serve) {
      const path = request.url ?? ''
      asked.push(path)
      if (path === '/cart/latest/federation.json') {
        response.writeHead(302, { Location: '/cart/1.4.2/federation.json' }).end()
      } else if (path === '/moved/federation.json') {
        response.writeHead(302, { Location: '/login?from=moved&token=geheim' }).end()
      } else if (path.startsWith('/login')) {
        response.writeHead(200, { 'Content-Type': 'text/html' }).end('token=geheim')
      } else if (path === '/huge/federation.json') {
        response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(Buffer.alloc(110_000_000)))
      } else if (answers[path]) response.end(JSON.stringify(answers[path]))
      else serve()
    },
  })
})
beforeEach(() => void asked.splice(0))
afterAll(() => server.close())

const entry = (name: string, path: string, kind: 'fedmap' | 'module-federation' = 'fedmap') => ({
  name,
  url: server.origin + path,
  kind,
})

test('the base of a remote is where its manifest came from, redirects followed', async () => {
  const { name, base } = await fetchManifest(entry('@mall/cart', '/cart/latest/federation.json'))
  expect([name, base]).toEqual(['@mall/cart', `${server.origin}/cart/1.4.2/`])
})

test('each manifest is fetched once, under whatever names', async () => {
  const fetch = fetchOnce()
  const path = '/cart/1.4.2/federation.json'
  const remotes = await Promise.all(['a', 'b', 'a'].map(name => fetch(entry(name, path))))
  expect(remotes.map(({ name }) => name)).toEqual(['a', 'b', 'a'])
  expect(asked).toEqual([path])
})

test('says that a manifest is not there', async () => {
  const gone = entry('@mall/cart', '/cart/federation.json')
  await expect(fetchManifest(gone)).rejects.toMatchObject({
    code: 'FED-403',
    where: { remote: '@mall/cart', url: gone.url },
    message: expect.stringContaining('404'),
  })
})

test.each([
  [
    '/moved/federation.json',
    /\/moved\/federation.json: http:.*\/login, which it is redirected to, has the type "text\/html"/,
  ],
  ['/login/federation.json', /\/login\/federation.json: it has the type "text\/html"/],
])('says where what is no manifest came from, and nothing of what is in it: %s', async (path, message) => {
  const error = await fetchManifest(entry('@mall/cart', path)).catch(error => error)
  expect([error.code, error.message]).toEqual(['FED-404', expect.stringMatching(message)])
  expect(error.message).not.toContain('geheim')
})

test('gives up on one that does not end', async () => {
  const huge = fetchManifest(entry('@mall/cart', '/huge/federation.json'))
  await expect(huge).rejects.toMatchObject({ code: 'FED-403', message: expect.stringContaining('longer than 100 MB') })
})

test('gives up after half a minute', async () => {
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort())
  const slow = fetchManifest(entry('@mall/cart', '/cart/1.4.2/federation.json'))
  await expect(slow).rejects.toMatchObject({ code: 'FED-403' })
  expect(timeout).toHaveBeenCalledWith(30_000)
  timeout.mockRestore()
})

test('a Module Federation remote has the scripts and stylesheets of its exposes, and those of its shared packages apart', async () => {
  const { manifest, files } = await fetchForeign(entry('shop', '/shop/mf-manifest.json', 'module-federation'))
  const base = `${server.origin}/shop/static/`
  expect(manifest.entry.url).toBe(`${base}js/remoteEntry.js`)
  expect(files).toEqual([
    { url: `${base}button.css` },
    { url: `${base}js/button.js` },
    { url: `${base}js/react.js`, share: 'react' },
  ])
})
