import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { fetchInTime } from './fetch-in-time.js'

const answer = (status: number) => (response: ServerResponse) => void response.writeHead(status).end()
const hangUp = (response: ServerResponse) => void response.destroy()

test.each([
  ['an error of the server', [answer(503), answer(200)], 200, 2],
  ['a server that has too much to do', [answer(429), answer(200)], 200, 2],
  ['a connection that breaks', [hangUp, hangUp, answer(200)], 200, 3],
  ['an error that stays', [answer(500), answer(500), answer(502)], 502, 3],
  ['what is not there', [answer(404)], 404, 1],
  ['a redirect', [answer(302)], 302, 1],
] as const)('tries %s as often as it helps', async (_case, answers, status, times) => {
  let asked = 0
  const server = createServer((_request, response) => answers[asked++]?.(response))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  expect([(await fetchInTime(url, { redirect: 'manual' })).status, asked]).toEqual([status, times])
  server.closeAllConnections()
  server.close()
})

test.each(['http://bob:secret@127.0.0.1:1/', 'http://127.0.0.1:1/'])('throws where nothing helps: %s', async url => {
  await expect(fetchInTime(url)).rejects.toThrow()
})
