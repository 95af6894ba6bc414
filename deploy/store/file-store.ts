import { createHash, randomUUID } from 'node:crypto'
import { existsSync, lstatSync, realpathSync, type Stats } from 'node:fs'
import { access, mkdir, open, readdir, readFile, rename, rm, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { explainFailures, type FailureKind } from './explain-failures.js'
import { withFileLock } from './file-lock.js'
import { linkIfFree } from './link-if-free.js'
import { ownFolder, type Store, type Stored } from './store.js'
import { writeDurably } from './write-durably.js'

/**
 * A store in a folder of a local or shared file system (one with hard links).
 *
 * A text is written to a draft, flushed to the disk, and renamed into place, so a reader, or a web server, sees the old
 * one or the new one, whatever happens meanwhile. Comparing and renaming are one step because of a lock; a new
 * text is linked into place, which fails by itself where there is one.
 *
 * Locks and drafts are in the folder `.importmap/` beside the map (for `importmap.json`), the history too.
 *
 * @param mapPath the path of importmap.json
 * @param options `patience`: milliseconds to wait for a lock
 */
export function openFileStore(mapPath: string, { patience = 30_000 } = {}): Store {
  const path = linkedFrom(mapPath)
  const folder = resolve(dirname(path))
  const mapName = basename(path)
  const own = join(folder, ownFolder(mapName))
  const drafts = join(own, 'drafts')
  const lock = join(own, 'lock')

  const explained = <T>(task: () => Promise<T>) => explainFailures({ location: folder, kindOf, advice }, task)

  const read = async (name: string): Promise<Stored | undefined> => {
    const text = await readFile(join(folder, name), 'utf8').catch(unlessMissing)
    return text === undefined ? undefined : { text, tag: createHash('sha256').update(text).digest('hex') }
  }

  const withDraft = async <T>(text: string, use: (draft: string) => Promise<T>, like?: Stats): Promise<T> => {
    const draft = join(drafts, randomUUID())
    try {
      await writeDurably(draft, text, like)
      return await use(draft)
    } finally {
      await rm(draft, { force: true })
    }
  }

  const create = (path: string, text: string) =>
    withDraft(text, async draft => {
      if (!(await linkIfFree(draft, path))) return false
      await flushFolder(dirname(path))
      return true
    })

  const replace = (name: string, text: string, expected: string) => {
    const compareAndSwap = async () => {
      await removeForgotten(drafts)
      if ((await read(name))?.tag !== expected) return false
      const path = join(folder, name)
      await withDraft(text, draft => rename(draft, path), await stat(path))
      await flushFolder(dirname(path))
      return true
    }
    return withFileLock(lock, drafts, compareAndSwap, patience)
  }

  return {
    location: join(folder, mapName),
    mapName,
    read: name =>
      explained(async () => {
        const stored = await read(name)
        // No map in a folder is one thing, no folder another.
        if (!stored) await access(folder)
        return stored
      }),
    write: (name, text, expected) =>
      explained(async () => {
        // One by one: a store whose disk is not mounted must not be made anew, empty, in its place.
        for (const needed of [own, drafts, dirname(join(folder, name))]) await makeFolder(needed)
        return expected === undefined ? create(join(folder, name), text) : replace(name, text, expected)
      }),
    list: below =>
      explained(async () => {
        const names = (await readdir(join(folder, below)).catch(unlessMissing)) ?? []
        return names.map(name => below + name).sort()
      }),
  }
}

/** Where a map that is a symbolic link lies, so that it is that file which changes, under one lock for all its names. */
function linkedFrom(mapPath: string): string {
  const isLink = lstatSync(mapPath, { throwIfNoEntry: false })?.isSymbolicLink()
  return isLink && existsSync(mapPath) ? realpathSync(mapPath) : mapPath
}

const advice = {
  gone: 'Mount or create the folder, or name another with --store.',
  denied: 'Run as a user who may read and write there.',
}

/** Makes a rename in the folder outlive a power cut. Windows cannot open a folder, and needs no such thing. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Drafts of processes that were killed. A living one needs its draft for milliseconds. */
async function removeForgotten(drafts: string): Promise<void> {
  const anHourAgo = Date.now() - 3_600_000
  for (const name of await readdir(drafts)) {
    const draft = join(drafts, name)
    const stats = await stat(draft).catch(unlessMissing)
    if (stats && stats.mtimeMs < anHourAgo) await unlink(draft).catch(unlessMissing)
  }
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
}

function unlessMissing(error: unknown): undefined {
  if (codeOf(error) === 'ENOENT') return undefined
  throw error
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? ''

function kindOf(error: unknown): FailureKind {
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'gone'
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return 'full'
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return 'denied'
    default:
      return 'unknown'
  }
}
