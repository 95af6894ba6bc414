// A process that runs the real command again and again, each time as a process of its own would run it, less the loading
// of its modules: node command-host.mjs <cli.js>. It is sent `{ args, cwd, env }`, one at a time, and sends
// `{ code, stdout, stderr }`.
import { pathToFileURL } from 'node:url'

const cli = pathToFileURL(process.argv[2]).href
let runs = 0

process.on('message', async ({ args, cwd, env }) => {
  const written = { stdout: '', stderr: '' }
  for (const name of Object.keys(written)) {
    process[name].write = text => {
      written[name] += text
      return true
    }
  }
  process.chdir(cwd)
  process.env = env
  process.argv = [process.execPath, cli, ...args]
  process.exitCode = undefined
  try {
    await import(`${cli}?run=${++runs}`)
  } catch (error) {
    process.exitCode = 1
    written.stderr += error.stack
  }
  process.send({ code: process.exitCode ?? 0, ...written })
})
