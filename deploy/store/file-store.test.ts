import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, readlinkSync } from 'node:fs'
import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { changeMap } from '../history/change-map.js'
import { readMap } from '../history/current-map.js'
import { readChain } from '../testing/read-chain.js'
import { finish, startScript } from '../testing/run-fedmap.js'
import { withFileLock } from './file-lock.js'
import { openFileStore } from './file-store.js'
import type { Store } from './store.js'

let folder: string
let map: string
let store: Store

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fedmap-store-'))
  map = join(folder, 'importmap.json')
  await writeFile(map, '{ "imports": { "react": "https://cdn.example/react.js" } }')
  store = openFileStore(map)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const change = (name: string) => (current: { json: Readonly<Record<string, unknown>> }) =>
  Promise.resolve({
    json: {
      ...current.json,
      imports: { ...(current.json.imports as object), [name]: `https://cdn.example/${name}.js` },
    },
    action: 'deploy' as const,
    by: 'test',
  })

describe('a conditional write', () => {
  test('creates only where there is none', async () => {
    expect(await store.write('new.json', 'first', undefined)).toBe(true)
    expect(await store.write('new.json', 'second', undefined)).toBe(false)
    expect((await store.read('new.json'))?.text).toBe('first')
  })

  test('replaces only what was read', async () => {
    const { tag } = (await store.read('importmap.json'))!
    expect(await store.write('importmap.json', '{"imports":{}}', tag)).toBe(true)
    expect(await store.write('importmap.json', '{}', tag)).toBe(false)
    expect((await store.read('importmap.json'))?.text).toBe('{"imports":{}}')
  })

  test('does not replace what is not there', async () => {
    expect(await store.write('new.json', 'x', 'tag')).toBe(false)
    expect(await store.read('new.json')).toBeUndefined()
  })

  test('leaves no draft and no lock, and takes away what killed ones left', async () => {
    await mkdir(join(folder, '.importmap/drafts'), { recursive: true })
    const forgotten = join(folder, '.importmap/drafts/forgotten')
    await writeFile(forgotten, 'half a m')
    await utimes(forgotten, 0, 0)
    await writeFile(join(folder, '.importmap/drafts/of-a-living-one'), 'half a m')
    await changeMap(store, change('a'))
    expect(await readdir(join(folder, '.importmap'))).toEqual(['drafts', 'history'])
    expect(await readdir(join(folder, '.importmap/drafts'))).toEqual(['of-a-living-one'])
  })
})

describe('the file of the map', () => {
  test('can be read by whom it could be read by before', async () => {
    await chmod(map, 0o640)
    // Only root may give files away.
    if (process.getuid?.() === 0) await chown(map, 65_534, 65_534)
    const rights = async () => {
      const { mode, uid, gid } = await stat(map)
      return [mode & 0o777, uid, gid]
    }
    const before = await rights()
    const umask = process.umask(0o077)
    await changeMap(store, change('a')).finally(() => process.umask(umask))
    expect(await rights()).toEqual(before)
  })

  test('that a symbolic link leads to is what changes', async () => {
    const link = join(folder, 'link.json')
    await symlink(map, link)
    await changeMap(openFileStore(link), change('a'))
    expect((await lstat(link)).isSymbolicLink()).toBe(true)
    expect((await readChain(store))[0]?.changed).toEqual(['a'])
  })
})

test('a symbolic link that leads nowhere is no map', async () => {
  const link = join(folder, 'link.json')
  await symlink(join(folder, 'gone.json'), link)
  await expect(changeMap(openFileStore(link), change('a'))).rejects.toMatchObject({ code: 'FED-610' })
})

describe('many at once', () => {
  test('loses no update of 32 processes, and shows no reader half of one', { timeout: 600_000 }, async () => {
    // `npm run test:stores` has a thousand deploys.
    const [processes, times, readers] = [32, Number(process.env.FEDMAP_DEPLOYS ?? 5), 8]
    const deployers = Array.from({ length: processes }, (_, at) =>
      finish(startScript('change-often.mjs', [map, `p${at}`, String(times)])),
    )
    let isOver = false
    const readAll = async () => {
      const revisions: number[] = []
      while (!isOver) revisions.push(JSON.parse(await readFile(map, 'utf8')).fedmap?.revision ?? 0)
      return revisions
    }
    const reading = Array.from({ length: readers }, readAll)
    const finished = await Promise.all(deployers)
    isOver = true

    expect(finished.map(({ stderr }) => stderr).join('')).toBe('')
    const chain = await readChain(store)
    const inForce = chain.filter(({ action }) => action === 'deploy')
    expect(inForce).toHaveLength(processes * times)
    expect(inForce.every(({ changed }) => changed.length === 1)).toBe(true)
    expect(new Set(inForce.flatMap(({ changed }) => changed)).size).toBe(processes * times)
    const acknowledged = finished.flatMap(({ stdout }) => stdout.trim().split('\n').map(Number))
    expect(acknowledged.sort((a, b) => b - a)).toEqual(inForce.map(({ revision }) => revision))
    for (const revisions of await Promise.all(reading)) {
      expect(revisions.length).toBeGreaterThan(10)
      expect(revisions).toEqual([...revisions].sort((a, b) => a - b))
    }
  })
})

describe('a process that is killed', () => {
  test('leaves the old map or the new one at each moment, and the next deploy works', {
    timeout: 240_000,
  }, async () => {
    let moment = 0
    const outcomes = new Set<string>()
    for (let isKilled = true; isKilled; ) {
      // What killed ones forget is looked at for an hour, which would be more operations each time.
      await rm(join(folder, '.importmap/drafts'), { recursive: true, force: true })
      const before = await readFile(map, 'utf8')
      const killing = { preload: 'kill-at.mjs', env: { KILL_AT: String(++moment) } }
      const { code, stdout } = await finish(startScript('change-often.mjs', [map, `k${moment}`, '1'], killing))
      isKilled = code === null

      const { imports } = JSON.parse(await readFile(map, 'utf8'))
      const isNew = `k${moment}-1` in imports
      outcomes.add(isNew ? 'new' : 'old')
      if (!isNew) expect(await readFile(map, 'utf8')).toBe(before)
      if (stdout) expect(isNew).toBe(true)

      await changeMap(store, change(`after-${moment}`), { grace: 20 })
      const chain = await readChain(store)
      expect(chain[0]?.changed).toEqual([`after-${moment}`])
      expect(chain.flatMap(({ changed }) => changed)).toHaveLength(Object.keys(imports).length + 1)
    }
    expect(outcomes).toEqual(new Set(['old', 'new']))
    expect(moment).toBeGreaterThan(20)
  })

  test('leaves a lock that many find at once, and one takes away', { timeout: 60_000 }, async () => {
    const holder = startScript('change-often.mjs', [map, 'endless', '1000000'])
    await new Promise(printed => holder.stdout?.once('data', printed))
    // Until it is killed in the middle of the locked part.
    const isLocked = async () => (await readdir(join(folder, '.importmap'))).includes('lock')
    while (!(await isLocked())) {}
    holder.kill('SIGKILL')
    await finish(holder)

    const names = Array.from({ length: 8 }, (_, at) => `p${at}`)
    const finished = await Promise.all(names.map(name => finish(startScript('change-often.mjs', [map, name, '3']))))
    expect(finished.map(({ stderr }) => stderr).join('')).toBe('')
    const { imports } = (await readMap(store)).json as { imports: object }
    expect(Object.keys(imports).filter(name => /^p\d/.test(name))).toHaveLength(24)
    expect(await readdir(join(folder, '.importmap'))).toEqual(['drafts', 'history'])
  })
})

/** What a lock of this system says. */
const here = {
  host: hostname(),
  machine: read('/etc/machine-id'),
  boot: read('/proc/sys/kernel/random/boot_id'),
  pidNamespace: existsSync('/proc/self/ns/pid') ? readlinkSync('/proc/self/ns/pid') : '',
}

function read(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : ''
}

async function writeLock(text: string): Promise<void> {
  await mkdir(join(folder, '.importmap/drafts'), { recursive: true })
  await writeFile(join(folder, '.importmap/lock'), text)
}

/** More than a system gives. */
const noPid = 2 ** 30

describe('a lock that cannot be told to be dead', () => {
  test.each([
    ['of another host', { ...here, host: 'elsewhere' }],
    ["of another machine with this one's host name", { ...here, machine: 'another' }],
    ['of another container', { ...here, pidNamespace: 'pid:[1]' }],
  ])('%s is waited for, then named with what to do', async (_case, owner) => {
    await writeLock(JSON.stringify({ id: 'x', pid: noPid, started: '', ...owner }))
    const impatient = openFileStore(map, { patience: 30 })
    await expect(changeMap(impatient, change('a'))).rejects.toMatchObject({
      code: 'FED-615',
      message: expect.stringContaining(`process ${noPid} on ${owner.host}`),
    })
    expect((await readMap(store)).revision).toBe(0)
  })
})

test('patience begins anew with each who gets the lock', async () => {
  const drafts = join(folder, '.importmap/drafts')
  await mkdir(drafts, { recursive: true })
  vi.useFakeTimers({ toFake: ['Date'] })
  const takeTwentySeconds = async () => {
    await wait(50) // That all see who has it.
    vi.setSystemTime(Date.now() + 20_000)
  }
  const holding = Array.from({ length: 5 }, () =>
    withFileLock(join(folder, '.importmap/lock'), drafts, takeTwentySeconds, 30_000),
  )
  await Promise.all(holding).finally(() => vi.useRealTimers())
})

describe('a lock that is dead for certain', () => {
  test.each<[why: string, owner: object]>([
    ['its process has ended', { pid: noPid }],
    ['another process has its number by now', { pid: process.pid, started: 'before' }],
    // A machine that has no number of its own may be another one.
    ...(here.machine
      ? [['its machine has started anew', { pid: process.pid, boot: 'another' }] as [string, object]]
      : []),
  ])('is taken away: %s', async (_case, owner) => {
    await writeLock(JSON.stringify({ id: 'x', started: '', ...here, ...owner }))
    await changeMap(openFileStore(map, { patience: 30 }), change('a'))
    expect((await readChain(store))[0]?.changed).toEqual(['a'])
  })

  test('is taken away: a power cut has emptied it', async () => {
    await writeLock('')
    await changeMap(store, change('a'))
    expect((await readChain(store))[0]?.changed).toEqual(['a'])
  })
})

describe('a store that fails', () => {
  test('that is gone is not made anew', async () => {
    await rm(folder, { recursive: true })
    await expect(changeMap(store, change('a'))).rejects.toMatchObject({ code: 'FED-611' })
    await expect(store.write('importmap.json', '{}', undefined)).rejects.toMatchObject({ code: 'FED-611' })
  })

  test.each([['not JSON'], ['[]'], ['"text"'], ['']])('whose map is %j is not deployed to', async text => {
    await writeFile(map, text)
    await expect(changeMap(store, change('a'))).rejects.toMatchObject({ code: 'FED-301' })
    expect(await readFile(map, 'utf8')).toBe(text)
  })

  test('that takes no more bytes keeps its map', async () => {
    const before = await readFile(map, 'utf8')
    const shell = ["trap '' XFSZ", 'ulimit -f 0', '"$@"']
    const { code, stderr } = await finish(startScript('change-often.mjs', [map, 'late', '1'], { shell }))
    expect(code).not.toBe(0)
    expect(stderr).toContain('FED-612')
    expect(await readFile(map, 'utf8')).toBe(before)
    await changeMap(store, change('a'))
  })

  // A disk of its own needs a namespace of its own, which not every machine grants.
  test.skipIf(!canMount()).each([
    ['is full', '-o size=64k', 'cat /dev/zero >fill 2>&-', 'FED-612'],
    ['is read-only', '', 'mount -o remount,ro "$PWD"', 'FED-613'],
  ])('whose disk %s keeps its map', async (_case, options, setup, errorCode) => {
    const disk = join(folder, 'disk')
    await mkdir(disk)
    const shell = [
      `mount -t tmpfs ${options} none ${disk}`,
      `cd ${disk}`,
      'cp ../importmap.json .',
      setup,
      '"$@"',
      'cat importmap.json',
    ]
    const args = [join(disk, 'importmap.json'), 'late', '1']
    const { stdout, stderr } = await finish(startScript('change-often.mjs', args, { shell, isolated: true }))
    expect(stderr).toContain(errorCode)
    expect(stdout).toBe(await readFile(map, 'utf8'))
  })

  test.skipIf(process.getuid?.() === 0)('that may not be written to keeps its map', async () => {
    chmodSync(folder, 0o555)
    await expect(changeMap(store, change('a'))).rejects.toMatchObject({ code: 'FED-613' })
    chmodSync(folder, 0o755)
  })
})

function canMount(): boolean {
  try {
    execFileSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', tmpdir()], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
