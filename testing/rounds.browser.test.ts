import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { roundsOf } from './rounds.js'
import { useBrowser } from './use-browser.js'

const browser = useBrowser()

let server: Server
beforeAll(async () => {
  server = createServer(async ({ url }, response) => {
    await sleep(200)
    if (url !== '/') return response.setHeader('content-type', 'text/javascript').end()
    response.setHeader('content-type', 'text/html')
    response.write(`<!doctype html><script src="/early.js"></script>${' '.repeat(2000)}`)
    await sleep(100)
    response.end('<script src="/late.js"></script>')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  server.close()
})

test('what a page asks for while the rest of it still comes is of the second round', async () => {
  const page = await browser().newPage()
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  const rounds = (await roundsOf(page)).map(urls => urls.map(url => new URL(url).pathname))
  expect(rounds).toEqual([['/'], ['/early.js', '/late.js']])
})
