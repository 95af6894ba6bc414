import { createHash } from 'node:crypto'
import type { OutgoingHttpHeaders } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Manifest, parseManifest } from '../../core/index.js'
import { type StaticServer, startStaticServer } from '../static-server/static-server.js'
import { checkFiles, type ExpectedFile, filesOf } from './check-files.js'

const page = 'https://shop.example'
const text = 'export {}\n'.repeat(100)
const js = { 'Content-Type': 'text/javascript' }
const open = { 'Access-Control-Allow-Origin': '*' }

/** Path → what the server sends. */
const answers: Readonly<Record<string, { status?: number; headers: OutgoingHttpHeaders; body?: Buffer }>> = {
  '/ok.js': { headers: { ...js, ...open } },
  '/old-type.mjs': { headers: { ...open, 'Content-Type': 'application/x-javascript; charset=utf-8' } },
  '/for-the-page.js': { headers: { ...js, 'Access-Control-Allow-Origin': page } },
  '/for-another.js': { headers: { ...js, 'Access-Control-Allow-Origin': 'https://other.example' } },
  '/closed.js': { headers: js },
  '/text.js': { headers: { ...open, 'Content-Type': 'text/plain' } },
  '/typeless.js': { headers: open },
  '/ok.css': { headers: { ...open, 'Content-Type': 'text/css' } },
  '/script.css': { headers: { ...js, ...open } },
  '/logo.svg': { headers: { ...open, 'Content-Type': 'image/svg+xml' } },
  '/moved.js': { status: 302, headers: { ...open, Location: '/closed.js' } },
  '/packed.js': { headers: { ...js, ...open, 'Content-Encoding': 'gzip' }, body: gzipSync(text) },
}

let server: StaticServer
beforeAll(async () => {
  server = await startStaticServer({
    root: import.meta.dirname,
    cors: false,
    intercept(request, response) {
      const {
        status = 200,
        headers,
        body = Buffer.from(text),
      } = answers[request.url ?? ''] ?? { status: 404, headers: {} }
      const isAsked = request.headers.origin !== undefined
      const { 'Access-Control-Allow-Origin': allowed, ...others } = headers
      const cors = allowed !== undefined && isAsked ? { 'Access-Control-Allow-Origin': allowed } : {}
      response.writeHead(status, { ...others, ...cors, 'Content-Length': body.length }).end(body)
    },
  })
})
afterAll(() => server.close())

async function check(path: string, more: Omit<ExpectedFile, 'url'> = {}, mapUrl = `${page}/importmap.json`) {
  const url = server.origin + path
  const { problems, bytes } = await checkFiles([{ url, ...more }], { mapUrl })
  return { kinds: problems.map(({ kind }) => kind), size: bytes.get(url) }
}

test.each<[path: string, use: ExpectedFile['use'], kinds: readonly string[]]>([
  ['/ok.js', undefined, []],
  ['/old-type.mjs', undefined, []],
  ['/for-the-page.js', undefined, []],
  ['/for-another.js', undefined, ['cors']],
  ['/closed.js', undefined, ['cors']],
  ['/closed.js', 'manifest', ['cors']],
  ['/closed.js', 'foreign', []],
  ['/text.js', undefined, ['mime']],
  ['/text.js', 'foreign', ['mime']],
  ['/text.js', 'manifest', []],
  ['/typeless.js', undefined, ['mime']],
  ['/ok.css', undefined, []],
  ['/script.css', undefined, ['mime']],
  ['/logo.svg', undefined, []],
  ['/moved.js', undefined, ['redirect']],
  ['/moved.js', 'foreign', []],
  ['/moved.js', 'manifest', ['cors']],
  ['/gone.js', undefined, ['status']],
])('%s, used as %s: %j', async (path, use, kinds) => {
  expect((await check(path, use && { use })).kinds).toEqual(kinds)
})

test('files of the page itself need no CORS', async () => {
  expect((await check('/closed.js', {}, `${server.origin}/importmap.json`)).kinds).toEqual([])
})

test.each([
  ['the hash', (hash: typeof hashOf) => hash('sha384'), []],
  ['one of several', (hash: typeof hashOf) => `sha384-AAAA ${hash('sha384')}`, []],
  ['another hash', () => 'sha384-AAAA', ['integrity']],
  ['the strongest alone', (hash: typeof hashOf) => `${hash('sha256')} sha512-AAAA`, ['integrity']],
  ['no hash that browsers know', () => 'sha384_AAAA sha1-AAAA', ['integrity']],
  ['the strongest, and a weaker one that is not', (hash: typeof hashOf) => `sha256-AAAA ${hash('sha512')}`, []],
])('of integrity it takes %s', async (_case, metadata, kinds) => {
  expect((await check('/ok.js', { integrity: metadata(hashOf) })).kinds).toEqual(kinds)
})

test('the size is that of what is sent, compressed where the server does not', async () => {
  const [packed, plain] = await Promise.all([check('/packed.js'), check('/ok.js')])
  expect(packed.size).toBe(gzipSync(text).length)
  expect(plain.size).toBeLessThan(text.length / 10)
})

test('every file that a manifest tells of is checked, in each format, with its hash where there is one', () => {
  const manifest: Manifest = parseManifest(
    {
      formatVersion: 1,
      name: 'cart',
      version: '1.0.0',
      modules: { 'a.js': { css: ['a.css'] } },
      integrity: { 'esm/a.js': 'sha384-A', 'assets/worker.js': 'sha384-W' },
    },
    page,
  )
  expect(filesOf({ name: 'cart', base: '/', manifest })).toEqual([
    { url: '/system/a.js', integrity: undefined },
    { url: '/esm/a.js', integrity: 'sha384-A' },
    { url: '/assets/a.css', integrity: undefined },
    { url: '/assets/worker.js', integrity: 'sha384-W' },
  ])
})

function hashOf(algorithm: string): string {
  return `${algorithm}-${createHash(algorithm).update(text).digest('base64')}`
}
