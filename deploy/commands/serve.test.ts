import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { finish, runFedmap, startFedmap } from '../testing/run-fedmap.js'
import { runWarm } from '../testing/run-warm.js'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fedmap-serve-'))
  await writeFile(join(folder, 'importmap.json'), '{"imports":{}}')
})
afterAll(() => rm(folder, { recursive: true }))

/** Starts the server and waits until it says where it is. */
async function serve(...args: string[]) {
  const child = startFedmap(['serve', folder, '--json', ...args])
  const stdout = await new Promise<string>(printed => child.stdout?.once('data', data => printed(String(data))))
  return { child, origin: JSON.parse(stdout).origin as string }
}

describe('fedmap serve', () => {
  test('serves until it is stopped, and ends well', async () => {
    const { child, origin } = await serve('--header', 'X-Frame-Options: DENY', '--mount', `/other/=${folder}`, '--log')
    const response = await fetch(`${origin}/other/importmap.json`)
    expect([response.status, response.headers.get('x-frame-options')]).toEqual([200, 'DENY'])
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    await response.text()
    const finished = finish(child)
    child.kill('SIGTERM')
    expect(await finished).toMatchObject({ code: 0, stderr: '200 GET /other/importmap.json\n' })
  })

  test.each(['/other/', '/other', 'other/', 'other'])('serves a folder from elsewhere at %s', async path => {
    const { child, origin } = await serve('--mount', `${path}=${folder}`)
    expect((await fetch(`${origin}/other/importmap.json`)).status).toBe(200)
    const finished = finish(child)
    child.kill('SIGTERM')
    await finished
  })

  test('serves the loader of this package where it is asked to', async () => {
    const { child, origin } = await serve('--loader')
    const statuses = await Promise.all(
      ['/fedmap.js', '/fedmap-compose.js', '/index.js'].map(async path => (await fetch(origin + path)).status),
    )
    expect(statuses).toEqual([200, 200, 404])
    const finished = finish(child)
    child.kill('SIGTERM')
    await finished
  })

  test('shows the page at all paths of its router where it is asked to', async () => {
    await writeFile(join(folder, 'index.html'), 'the page')
    const { child, origin } = await serve('--spa')
    const look = async (path: string, accept: string) => {
      const response = await fetch(origin + path, { headers: { accept } })
      return response.ok ? response.text() : response.status
    }
    expect(await look('/catalog/1', 'text/html,*/*')).toBe('the page')
    expect(await look('/importmap.json', 'text/html,*/*')).toBe('{"imports":{}}')
    expect(await look('/gone.js', '*/*')).toBe(404)
    const finished = finish(child)
    child.kill('SIGTERM')
    await finished
  })

  test('says that a port is taken', async () => {
    const { child, origin } = await serve()
    const { code, stderr } = await runFedmap(['serve', folder, '--port', new URL(origin).port])
    expect([code, stderr]).toEqual([3, expect.stringContaining('FED-602')])
    const finished = finish(child)
    child.kill('SIGTERM')
    await finished
  })

  test.each([
    ['--port', '99999'],
    ['--port', 'x'],
    ['--mount', 'nothing'],
    ['--header', 'nothing'],
    ['--header', 'a b: c'],
    ['--header', 'X-Price: 5 €'],
    ['--nonsense'],
  ])('%s %s is wrong usage', async (...args) => {
    const { code, stderr } = await runWarm(['serve', folder, ...args])
    expect([code, stderr]).toEqual([2, expect.stringContaining('fedmap serve --help')])
  })
})
