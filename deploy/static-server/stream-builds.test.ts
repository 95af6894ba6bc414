import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type StaticServer, startStaticServer } from './static-server.js'

let folder: string
let server: StaticServer
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fedmap-builds-'))
  await writeFile(join(folder, 'fedmap-events'), 'one')
  server = await startStaticServer({ root: folder })
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

test('a page is told of the build that comes after its own, and at once of one that it has missed', async () => {
  const current = await follow('one')
  expect(await current()).toBe(':')
  const late = await follow('zero')
  expect([await late(), await late()]).toEqual([':', 'data: one'])
  await writeFile(join(folder, 'fedmap-events'), 'two')
  expect(await current()).toBe('data: two')
  expect(await late()).toBe('data: two')
})

test('who asks for the headers alone gets them, and no stream', async () => {
  const response = await fetch(`${server.origin}/fedmap-events`, { method: 'HEAD' })
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  expect(await response.text()).toBe('')
})

test('the folder is looked at as long as the page is there', async () => {
  const watchers = () => process.getActiveResourcesInfo().filter(name => name === 'FSEventWrap').length
  const before = watchers()
  const page = new AbortController()
  await fetch(`${server.origin}/fedmap-events`, { signal: page.signal })
  expect(watchers()).toBe(before + 1)
  page.abort()
  await vi.waitFor(() => expect(watchers()).toBe(before))
})

/** Opens the stream as a page that has loaded a build; each call gives the next event. */
async function follow(build: string): Promise<() => Promise<string>> {
  const response = await fetch(`${server.origin}/fedmap-events?build=${build}`)
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return async () => {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end >= 0) {
        const event = text.slice(0, end)
        text = text.slice(end + 2)
        return event
      }
      text += (await reader.read()).value ?? ''
    }
  }
}
