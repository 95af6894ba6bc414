import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, open, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:http2'
import { get } from 'node:https'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { cacheControlOf } from './cache-control.js'
import { type StaticServer, startStaticServer } from './static-server.js'

const script = `export default ${JSON.stringify('x'.repeat(2000))}\n`
const files: Record<string, string> = {
  'site/index.html': '<!doctype html><title>shop</title>',
  'site/importmap.json': '{"imports":{}}',
  'site/.env': 'SECRET=1',
  'site/.git/config': '[core]',
  'site/cart/.draft.json': '{}',
  'site/.well-known/security.txt': 'mail us',
  'site/date-pickers.js': script,
  'site/sub folder/ü.css': 'a{}',
  'site/cart/1.4.2/federation.json': '{}',
  'site/cart/1.4.2/system/remoteEntry.js': script,
  'site/cart/1.4.2/system/Widget-8f3a91bc.js': script,
  'site/cart/1.4.2/system/Widget-8f3a91bc.js.map': '{}',
  'site/cart/1.4.2/esm/shared/react-dom@18.2.0-c3d4e5f6/index.js': script,
  'site/cart/1.4.2/assets/logo-12345678.svg': '<svg/>',
  'site/cart/1.4.2/assets/font-12345678.woff2': script,
  'site/lib/system/Widget-8f3a91bc.js': script,
  'secret.txt': 'no one may read this',
  'other/fedmap.js': script,
}

let folder: string
let server: StaticServer

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fedmap-server-'))
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  server = await startStaticServer({
    root: join(folder, 'site'),
    mounts: { '/fedmap.js': join(folder, 'other/fedmap.js'), '/other/': join(folder, 'other') },
    headers: pathname => (pathname === '/' ? { 'Content-Security-Policy': "script-src 'self'" } : {}),
  })
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

interface Answer {
  status: number | undefined
  headers: IncomingHttpHeaders
  body: Buffer
}

/** A request with its path as given: `fetch` would normalise it first. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET', { port } = server): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: 'localhost', port, path, method, headers }, response => {
      const chunks: Buffer[] = []
      response.on('data', chunk => chunks.push(chunk)).on('error', reject)
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
      )
    })
      .on('error', reject)
      .end()
  })
}

describe('what is served', () => {
  test.each([
    ['/', 'text/html; charset=utf-8', 'site/index.html'],
    ['/?page=2#top', 'text/html; charset=utf-8', 'site/index.html'],
    ['/importmap.json', 'application/json; charset=utf-8', 'site/importmap.json'],
    ['/sub%20folder/%C3%BC.css', 'text/css; charset=utf-8', 'site/sub folder/ü.css'],
    ['/cart/1.4.2/system/remoteEntry.js', 'text/javascript; charset=utf-8', 'site/cart/1.4.2/system/remoteEntry.js'],
    [
      '/cart/1.4.2/system/Widget-8f3a91bc.js.map',
      'application/json; charset=utf-8',
      'site/cart/1.4.2/system/Widget-8f3a91bc.js.map',
    ],
    [
      '/cart/1.4.2/assets/logo-12345678.svg',
      'image/svg+xml; charset=utf-8',
      'site/cart/1.4.2/assets/logo-12345678.svg',
    ],
    ['/cart/1.4.2/assets/font-12345678.woff2', 'font/woff2', 'site/cart/1.4.2/assets/font-12345678.woff2'],
    ['/.well-known/security.txt', 'text/plain; charset=utf-8', 'site/.well-known/security.txt'],
    ['/fedmap.js', 'text/javascript; charset=utf-8', 'other/fedmap.js'],
    ['/other/fedmap.js', 'text/javascript; charset=utf-8', 'other/fedmap.js'],
  ])('%s as %s', async (path, mime, file) => {
    const { status, headers, body } = await ask(path)
    expect([status, headers['content-type'], body.toString()]).toEqual([200, mime, files[file]])
  })

  test.each([
    ['/cart', '/cart/'],
    ['/other', '/other/'],
    ['/cart?next=1', '/cart/?next=1'],
    ['//cart', '/cart/'],
  ])('%s, a directory, is redirected to %s', async (path, location) => {
    const { status, headers } = await ask(path)
    expect([status, headers.location]).toEqual([301, location])
  })

  test('answers HEAD as GET, without the body', async () => {
    const { status, headers, body } = await ask('/date-pickers.js', {}, 'HEAD')
    expect([status, headers['content-length'], body.length]).toEqual([200, String(script.length), 0])
  })

  test('shows a file as it is now, not as it was at the start', async () => {
    await writeFile(join(folder, 'site/late.json'), '1')
    expect((await ask('/late.json')).body.toString()).toBe('1')
    await writeFile(join(folder, 'site/late.json'), '2')
    expect((await ask('/late.json')).body.toString()).toBe('2')
  })
})

describe('what is not served', () => {
  test.each([
    ['/nothing.js'],
    ['/cart/'],
    ['/importmap.json/'],
    ['/.env'],
    ['/%2eenv'],
    ['/.git/config'],
    ['/cart/.draft.json'],
    ['/../secret.txt'],
    ['/cart/../../secret.txt'],
    ['/%2e%2e/secret.txt'],
    ['/..%2fsecret.txt'],
    ['/..%5csecret.txt'],
    ['/other/../../secret.txt'],
    ['/other/%2e%2e/secret.txt'],
    ['/fedmap.js/../../secret.txt'],
    ['//secret.txt'],
    ['/index.html%00.js'],
    ['/%ff'],
    ['/%'],
  ])('%s', async path => {
    const { status, headers, body } = await ask(path)
    expect([status, headers['access-control-allow-origin'], headers['cache-control']]).toEqual([404, '*', 'no-store'])
    expect(body.toString()).not.toContain('no one may read this')
  })

  test('refuses what is not a read', async () => {
    const { status, headers } = await ask('/importmap.json', {}, 'PUT')
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS'])
  })
})

describe('caching', () => {
  test.each([
    ['/', 'no-cache'],
    ['/importmap.json', 'no-cache'],
    ['/cart/1.4.2/federation.json', 'no-cache'],
    ['/cart/1.4.2/system/remoteEntry.js', 'no-cache'],
    ['/date-pickers.js', 'no-cache'],
    ['/lib/system/Widget-8f3a91bc.js', 'no-cache'],
    ['/cart/1.4.2/system/Widget-8f3a91bc.js', 'public, max-age=31536000, immutable'],
    ['/cart/1.4.2/system/Widget-8f3a91bc.js.map', 'public, max-age=31536000, immutable'],
    ['/cart/1.4.2/esm/shared/react-dom@18.2.0-c3d4e5f6/index.js', 'public, max-age=31536000, immutable'],
    ['/cart/1.4.2/assets/logo-12345678.svg', 'public, max-age=31536000, immutable'],
  ])('%s: %s', async (path, cacheControl) => {
    expect((await ask(path)).headers['cache-control']).toBe(cacheControl)
  })

  test('a remote in the working directory itself is one, too', () => {
    vi.spyOn(process, 'cwd').mockReturnValue(join(folder, 'site/cart/1.4.2'))
    expect(cacheControlOf('system/Widget-8f3a91bc.js')).toContain('immutable')
    vi.restoreAllMocks()
  })

  test('answers 304 while the content is the same, compressed or not, and 200 once it is another', async () => {
    const path = join(folder, 'site/map.json')
    await writeFile(path, '{"imports":{"a":"https://a.example/1.0.0/federation.json"}}')
    const { etag = '' } = (await ask('/map.json')).headers
    for (const tag of [etag, `"x", ${etag}`, '*']) {
      const { status, headers } = await ask('/map.json', { 'if-none-match': tag, 'accept-encoding': 'br' })
      expect([status, headers.etag, headers['access-control-allow-origin']]).toEqual([304, etag, '*'])
    }
    await writeFile(path, '{"imports":{"a":"https://a.example/1.0.1/federation.json"}}')
    expect((await ask('/map.json', { 'if-none-match': etag })).status).toBe(200)
  })
})

describe('compression', () => {
  test.each([
    ['gzip, deflate, br', 'br'],
    ['BR;q=1.0, *;q=0.5', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0.0,gzip;q=0', undefined],
    ['identity', undefined],
    ['', undefined],
  ])('for Accept-Encoding: %s it is %s', async (accepted, encoding) => {
    const { headers, body } = await ask('/date-pickers.js', { 'accept-encoding': accepted })
    expect([headers['content-encoding'], headers.vary, headers['content-length']]).toEqual([
      encoding,
      'Accept-Encoding',
      String(body.length),
    ])
    const decode = { br: brotliDecompressSync, gzip: gunzipSync }[encoding as string]
    expect((decode ? decode(body) : body).toString()).toBe(script)
  })

  test.each([['/importmap.json'], ['/cart/1.4.2/assets/font-12345678.woff2']])('leaves %s as it is', async path => {
    expect((await ask(path, { 'accept-encoding': 'br' })).headers['content-encoding']).toBeUndefined()
  })
})

describe('ranges', () => {
  const path = '/cart/1.4.2/assets/font-12345678.woff2'
  const whole = Buffer.from(script)
  const size = whole.length

  test.each([
    ['bytes=0-9', 0, 10],
    ['bytes=10-', 10, size],
    ['bytes=-10', size - 10, size],
    [`bytes=0-${size + 99}`, 0, size],
    [`bytes=-${size + 99}`, 0, size],
  ])('sends %s', async (range, start, end) => {
    const { status, headers, body } = await ask(path, { range, 'accept-encoding': 'br' })
    expect([status, headers['content-range']]).toEqual([206, `bytes ${start}-${end - 1}/${size}`])
    expect(body).toEqual(whole.subarray(start, end))
  })

  test.each([
    ['bytes=9-0', {}],
    ['bytes=-', {}],
    ['lines=1-2', {}],
    ['bytes=0-1,4-5', {}],
    ['bytes=0-1', { 'if-range': '"another"' }],
  ])('sends the whole for %s %j', async (range, others: Record<string, string>) => {
    const { status, headers, body } = await ask(path, { range, ...others })
    expect([status, headers['accept-ranges'], body]).toEqual([200, 'bytes', whole])
  })

  test.each([[`bytes=${size}-`], ['bytes=-0']])('has nothing for %s', async range => {
    const { status, headers } = await ask(path, { range })
    expect([status, headers['content-range']]).toEqual([416, `bytes */${size}`])
  })

  test('of what would be compressed are of what it is uncompressed', async () => {
    const { headers, body } = await ask('/date-pickers.js', { range: 'bytes=0-299', 'accept-encoding': 'br' })
    expect([headers['content-encoding'], body]).toEqual([undefined, whole.subarray(0, 300)])
  })
})

describe('a file that memory does not hold', () => {
  const path = '/film.mp4'
  const size = 2 ** 31 + 10
  const end = Buffer.from('the end')
  let file: string

  beforeAll(async () => {
    file = join(folder, 'site', path)
    const handle = await open(file, 'w')
    await handle.write(end, 0, end.length, size - end.length)
    await handle.close()
  })

  test('is sent in parts, and has its whole length', async () => {
    const { status, headers, body } = await ask(path, { range: `bytes=-${end.length}` })
    expect([status, headers['content-range'], body]).toEqual([
      206,
      `bytes ${size - end.length}-${size - 1}/${size}`,
      end,
    ])
    const head = await ask(path, {}, 'HEAD')
    expect([head.status, head.headers['content-length'], head.headers['content-type'], head.body.length]).toEqual([
      200,
      `${size}`,
      'video/mp4',
      0,
    ])
  })

  test('begins at once, and is no longer read when nobody waits for it', async () => {
    const leave = new AbortController()
    const response = await fetch(server.origin + path, { signal: leave.signal })
    const { value } = await response.body!.getReader().read()
    expect([response.status, value![0]]).toEqual([200, 0])
    leave.abort()
    expect((await ask(path, { range: 'bytes=0-0' })).body.length).toBe(1)
  })

  test('costs a 304 while it is the same', async () => {
    const etag = String((await ask(path, {}, 'HEAD')).headers.etag)
    expect((await ask(path, { 'if-none-match': etag })).status).toBe(304)
    await utimes(file, 1, 1)
    expect((await ask(path, { 'if-none-match': etag }, 'HEAD')).status).toBe(200)
  })

  test('is whole where it is compressible, and sent as it is', async () => {
    const text = Buffer.alloc(65 * 1024 * 1024, 'fedmap ')
    await writeFile(join(folder, 'site/all.json'), text)
    const { headers, body } = await ask('/all.json', { 'accept-encoding': 'br' })
    expect([headers['content-encoding'], body.equals(text)]).toEqual([undefined, true])
  })
})

describe('headers', () => {
  test.each([['/'], ['/nothing.js']])(
    'let pages of other origins use %s, and its type is what it is sent as',
    async path => {
      expect((await ask(path)).headers).toMatchObject({
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
        'timing-allow-origin': '*',
        'x-content-type-options': 'nosniff',
      })
    },
  )

  test('adds those that are asked for', async () => {
    expect((await ask('/')).headers['content-security-policy']).toBe("script-src 'self'")
    expect((await ask('/importmap.json')).headers['content-security-policy']).toBeUndefined()
  })

  test('answers a preflight, of a page on the network that asks for localhost too', async () => {
    const { status, headers } = await ask('/importmap.json', {}, 'OPTIONS')
    expect(status).toBe(204)
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, HEAD',
      'access-control-allow-headers': '*',
      'access-control-allow-private-network': 'true',
    })
  })

  test('without CORS says nothing of other origins', async () => {
    const closed = await startStaticServer({ root: join(folder, 'site'), cors: false })
    const { headers } = await ask('/', {}, 'GET', closed)
    expect(headers['access-control-allow-origin']).toBeUndefined()
    expect(headers['cross-origin-resource-policy']).toBe('same-origin')
    await closed.close()
  })
})

describe('intercept', () => {
  test('answers itself or lets the request be served, with CORS either way', async () => {
    const seen: (string | undefined)[] = []
    const broken = await startStaticServer({
      root: join(folder, 'site'),
      intercept: (request, response, serve) => {
        seen.push(request.url)
        if (request.url === '/importmap.json') response.writeHead(500).end('broken')
        else serve()
      },
    })
    const first = await ask('/importmap.json', {}, 'GET', broken)
    expect([first.status, first.body.toString(), first.headers['access-control-allow-origin']]).toEqual([
      500,
      'broken',
      '*',
    ])
    expect((await ask('/', {}, 'GET', broken)).status).toBe(200)
    expect(seen).toEqual(['/importmap.json', '/'])
    await broken.close()
  })

  test('may never answer: closing ends the connection', async () => {
    let reached = () => {}
    const isReached = new Promise<void>(resolve => {
      reached = resolve
    })
    const hanging = await startStaticServer({ root: join(folder, 'site'), intercept: () => reached() })
    const failure = ask('/', {}, 'GET', hanging).catch(error => error.code)
    await isReached
    await hanging.close()
    expect(await failure).toBe('ECONNRESET')
  })
})

describe('with a certificate', () => {
  test('speaks HTTP/2, and HTTP/1.1 to whoever does not', async () => {
    const pem = join(folder, 'tls')
    await mkdir(pem)
    const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=localhost']
    execFileSync('openssl', [...args, '-keyout', join(pem, 'key.pem'), '-out', join(pem, 'cert.pem')], {
      stdio: 'ignore',
    })
    const [cert, key] = await Promise.all(['cert.pem', 'key.pem'].map(name => readFile(join(pem, name), 'utf8')))
    const secure = await startStaticServer({ root: join(folder, 'site'), tls: { cert: cert!, key: key! } })

    const session = connect(secure.origin, { ca: cert })
    const answers = ['GET', 'HEAD', 'POST'].map(async method => {
      const stream = session.request({ ':method': method, ':path': '/date-pickers.js', 'accept-encoding': 'br' })
      const [headers] = await once(stream, 'response')
      const chunks: Buffer[] = []
      for await (const chunk of stream) chunks.push(chunk)
      return [headers[':status'], headers['access-control-allow-origin'], Buffer.concat(chunks)]
    })
    const [got, head, post] = await Promise.all(answers)
    expect(got?.slice(0, 2)).toEqual([200, '*'])
    expect(brotliDecompressSync(got?.[2] as Buffer).toString()).toBe(script)
    expect([head?.[0], head?.[2].length, post?.[0]]).toEqual([200, 0, 405])

    const version = await new Promise((resolve, reject) => {
      get(`${secure.origin}/`, { ca: cert }, response => resolve(response.resume().httpVersion)).on('error', reject)
    })
    expect([session.alpnProtocol, version]).toEqual(['h2', '1.1'])
    await secure.close()
  })
})

describe('starting', () => {
  test.each([
    ['a folder that is not there', () => ({ root: join(folder, 'nothing') }), 'FED-601'],
    ['a file', () => ({ root: join(folder, 'secret.txt') }), 'FED-601'],
    ['a port that is taken', () => ({ root: folder, port: server.port }), 'FED-602'],
  ])('fails for %s', async (_case, options, code) => {
    await expect(startStaticServer(options())).rejects.toMatchObject({ code })
  })

  test('gives the port free at close', async () => {
    const first = await startStaticServer({ root: folder })
    await first.close()
    const second = await startStaticServer({ root: folder, port: first.port })
    expect(second.origin).toBe(`http://localhost:${first.port}`)
    await second.close()
  })
})
