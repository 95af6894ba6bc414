// Preloaded into a process, kills it with SIGKILL at the KILL_AT-th moment of its talk with a server: before a request is
// sent, or when its answer has come and nobody has read it yet. So a test can kill it at each moment there is, one after the
// other, until it lives to its end.
import http from 'node:http'
import { syncBuiltinESMExports } from 'node:module'

const killAt = Number(process.env.KILL_AT)
let moments = 0

function passMoment() {
  if (++moments === killAt) process.kill(process.pid, 'SIGKILL')
}

const { request } = http
http.request = (...args) => {
  passMoment()
  return request(...args).prependListener('response', passMoment)
}
syncBuiltinESMExports()
