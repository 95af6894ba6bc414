import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { Intercept } from '../../deploy/static-server/static-server.js'

/** What lies between a visitor and the servers. */
export interface Link {
  /** Milliseconds that each request takes beyond what its bytes take. */
  readonly latency: number
  /** What all answers together get. Default: no limit. */
  readonly bitsPerSecond?: number
}

/** What a server has sent. */
interface Answer {
  readonly url: string
  /** Of the body, as compressed. */
  readonly bytes: number
}

export interface SlowLink {
  readonly intercept: Intercept
  /** In the order in which they were asked for. */
  readonly answers: Answer[]
  /** Takes effect with the next request. */
  set(link: Link): void
}

interface Sending {
  readonly urgency: number
  readonly response: ServerResponse
  readonly end: () => void
  rest: Buffer
}

interface Kept {
  readonly headers: OutgoingHttpHeaders
  readonly body: Buffer
}

/** A piece is sent at a time, so that what is more urgent waits for no more than that. */
const pieceBytes = 4096

/**
 * A slow line in front of a server: one for all connections, with the priorities that browsers ask for by RFC 9218
 * (the more urgent first, equals in order of request), as a CDN serves them.
 */
export function createSlowLink(first: Link): SlowLink {
  let link = first
  const answers: Answer[] = []
  const waiting: Sending[] = []
  /** What was sent before: later the server shall take no time that the page would wait for. */
  const kept = new Map<string, Kept>()
  let isSending = false

  async function sendAll(): Promise<void> {
    if (isSending) return
    isSending = true
    let sentAt = performance.now()
    for (let next = mostUrgent(waiting); next; next = mostUrgent(waiting)) {
      const piece = next.rest.subarray(0, pieceBytes)
      next.rest = next.rest.subarray(pieceBytes)
      // By the clock and not by the sum of the timers, which are late.
      sentAt += (piece.length * 8 * 1000) / (link.bitsPerSecond ?? Number.POSITIVE_INFINITY)
      const early = sentAt - performance.now()
      if (early > 0.5) await new Promise(resolve => setTimeout(resolve, early))
      next.response.write(piece)
      if (next.rest.length > 0) continue
      waiting.splice(waiting.indexOf(next), 1)
      next.end()
    }
    isSending = false
  }

  return {
    answers,
    set(next) {
      link = next
    },
    intercept(request, response, serve) {
      const url = request.url ?? '/'
      const index = answers.push({ url, bytes: 0 }) - 1
      const end = response.end.bind(response) as () => void
      const send = (body: Buffer) => {
        answers[index] = { url, bytes: body.length }
        waiting.push({ urgency: urgencyOf(request), response, end, rest: body })
        sendAll()
      }
      setTimeout(() => {
        const known = kept.get(url)
        if (known) {
          response.writeHead(200, known.headers)
          return send(known.body)
        }
        let headers: OutgoingHttpHeaders = {}
        const { writeHead } = response
        response.writeHead = ((status: number, described: OutgoingHttpHeaders) => {
          headers = { ...response.getHeaders(), ...described }
          return writeHead.call(response, status, described)
        }) as typeof writeHead
        response.end = ((body?: Buffer) => {
          if (!body) return end()
          if (response.statusCode === 200) kept.set(url, { headers, body })
          send(body)
        }) as typeof response.end
        serve()
      }, link.latency)
    },
  }
}

function mostUrgent(waiting: readonly Sending[]): Sending | undefined {
  const least = Math.min(...waiting.map(({ urgency }) => urgency))
  return waiting.find(({ urgency }) => urgency === least)
}

function urgencyOf({ headers }: IncomingMessage): number {
  return Number(/\bu=(\d)/.exec(String(headers.priority ?? ''))?.[1] ?? 3)
}
