// Preloaded into a process, kills it with SIGKILL before its KILL_AT-th operation on the file system.
// So a test can kill it at each moment there is, one after the other, until it lives to its end.
import promises from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

const killAt = Number(process.env.KILL_AT)
let operations = 0

function count(original) {
  return function (...args) {
    if (++operations === killAt) process.kill(process.pid, 'SIGKILL')
    return original.apply(this, args)
  }
}

const { constants, ...functions } = promises
for (const [name, value] of Object.entries(functions)) if (typeof value === 'function') promises[name] = count(value)
const handle = await functions.open(process.execPath)
const FileHandle = Object.getPrototypeOf(handle)
await handle.close()
for (const name of ['writeFile', 'sync', 'close']) FileHandle[name] = count(FileHandle[name])
syncBuiltinESMExports()
