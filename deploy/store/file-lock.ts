import { randomUUID } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { readFile, unlink, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { FederationError } from '../../core/index.js'
import { linkIfFree } from './link-if-free.js'

/** Who holds a lock: enough to tell whether it still runs. */
interface Owner {
  /** Of this one holding of the lock. */
  readonly id: string
  readonly pid: number
  /** When the process started, so that another one that got the same pid later is not taken for it. */
  readonly started: string
  readonly host: string
  /** Of the installation of its system: host names are not unique. `''` where it is not known. */
  readonly machine: string
  /** Of the running kernel. */
  readonly boot: string
  /** Pids mean something only within one namespace: containers have their own. */
  readonly pidNamespace: string
}

/**
 * Runs `task` while holding the lock file `path`, alone among all processes that use this file system.
 *
 * A lock is a file with its owner's name, linked into place, so that it appears whole or not at all. A process that was
 * killed leaves its lock behind, and whoever finds it takes it away, but two that find it must not both do so, or the
 * slower one takes away the lock of the faster. So a dead lock may be removed only by who holds a second lock,
 * named after the dead one (`lock.<id>`), and only while it is still the dead one that is there. The second lock is a
 * lock like the first, with the same rule for the case that its owner dies too.
 *
 * @param scratch a folder of the same file system for drafts and second locks; what is old there means nothing
 * @param patience milliseconds to wait for one owner who runs, or is on another machine and may run; where the lock goes
 *   from hand to hand, the wait begins anew with each, since that is progress
 * @throws FED-615 when patience ends
 */
export async function withFileLock<T>(
  path: string,
  scratch: string,
  task: () => Promise<T>,
  patience: number,
): Promise<T> {
  const owner: Owner = { ...self(), id: randomUUID() }
  await acquire(path, scratch, owner, patience)
  try {
    return await task()
  } finally {
    await removeIfOf(owner.id, path)
  }
}

async function acquire(path: string, scratch: string, owner: Owner, patience: number): Promise<void> {
  // Linked, not written in place: a lock without its owner's name could never be told to be dead.
  const draft = join(scratch, owner.id)
  await writeFile(draft, JSON.stringify(owner))
  let waitedFor: string | undefined
  let deadline = 0
  try {
    while (!(await linkIfFree(draft, path))) {
      const holder = await readOwner(path)
      if (!holder) continue
      if (holder.id !== waitedFor) {
        waitedFor = holder.id
        deadline = Date.now() + patience
      }
      if (isDead(holder)) await removeDead(path, scratch, holder, patience)
      else if (Date.now() < deadline) await wait(5 + Math.random() * 20)
      else throw lockedError(path, holder)
    }
  } finally {
    await unlink(draft)
  }
}

async function removeDead(path: string, scratch: string, dead: Owner, patience: number): Promise<void> {
  const second = join(scratch, `lock-${dead.id}`)
  await withFileLock(second, scratch, () => removeIfOf(dead.id, path), patience)
}

async function removeIfOf(id: string, path: string): Promise<void> {
  if ((await readOwner(path))?.id === id) await unlink(path)
}

async function readOwner(path: string): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    // Linked when it was whole, so a power cut took its content, and whoever it was of.
    if (error instanceof SyntaxError) return { ...self(), id: 'damaged', started: 'before the power cut' }
    throw error
  }
}

/** True only where it is certain: a process of this machine that no longer runs. */
function isDead({ pid, started, host, machine, boot, pidNamespace }: Owner): boolean {
  const here = self()
  if (host !== here.host || machine !== here.machine) return false
  if (boot !== here.boot) return machine !== ''
  return pidNamespace === here.pidNamespace && (!isRunning(pid) || startOf(pid) !== started)
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function self(): Omit<Owner, 'id'> {
  return {
    pid: process.pid,
    started: startOf(process.pid),
    host: hostname(),
    machine: readIfThere('/etc/machine-id'),
    boot: readIfThere('/proc/sys/kernel/random/boot_id'),
    pidNamespace: linkIfThere('/proc/self/ns/pid'),
  }
}

/**
 * Ticks from boot to the process's start, where the system has `/proc`; else `''`, and pids alone must do.
 * A zombie, ended but not yet waited for by its parent, has none.
 */
function startOf(pid: number): string {
  const stat = readIfThere(`/proc/${pid}/stat`)
  // The second field is the command in parentheses and may hold anything. The third is the state, the 22nd the start.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' ? '' : (fields[19] ?? '')
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return ''
  }
}

function linkIfThere(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}

function lockedError(path: string, { pid, host }: Owner): FederationError {
  const detail =
    `${path} is held by process ${pid} on ${host}. Wait for that deploy to end and run the command again. ` +
    `If no such process runs there, delete the file.`
  return new FederationError('FED-615', detail)
}
