import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

type Encoding = 'br' | 'gzip'

/** Bytes below which compressing saves less than its header costs. */
const smallest = 256

/**
 * The best encoding that the client accepts, or undefined where the body is to go as it is.
 *
 * @param acceptEncoding the request's header
 */
export function chooseEncoding(acceptEncoding: string, mime: string, bytes: number): Encoding | undefined {
  if (bytes < smallest || !compressible.test(mime)) return undefined
  const accepted = new Set(
    acceptEncoding.split(',').flatMap(part => {
      const [name = '', ...parameters] = part.split(';').map(text => text.trim().toLowerCase())
      return parameters.some(parameter => /^q=0(\.0*)?$/.test(parameter)) ? [] : [name]
    }),
  )
  return (['br', 'gzip'] as const).find(encoding => accepted.has(encoding))
}

const compressible = /^text\/|[/+](json|xml|javascript|wasm)\b|font\/(ttf|otf)/

/** As a CDN has it that compresses once and serves often: well, but not for seconds, as brotli's 11 would take. */
const quality = 9

function compress(body: Buffer, encoding: Encoding): Promise<Buffer> {
  return encoding === 'br'
    ? promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } })
    : promisify(gzip)(body, { level: quality })
}

/**
 * Compresses, and keeps what came of it: the same few files are asked for again and again.
 *
 * @param limit bytes that are kept at the most, the latest
 * @returns a function that takes a content's hash, the content, and the encoding
 */
export function rememberCompressed(limit = 64 * 1024 * 1024) {
  const compressed = new Map<string, Buffer>()
  let bytes = 0
  return async (hash: string, body: Buffer, encoding: Encoding): Promise<Buffer> => {
    const key = `${encoding} ${hash}`
    const known = compressed.get(key)
    if (known) return known
    const made = await compress(body, encoding)
    bytes += compressed.has(key) ? 0 : made.length
    compressed.set(key, made)
    for (const [oldest, { length }] of compressed) {
      if (bytes <= limit) break
      compressed.delete(oldest)
      bytes -= length
    }
    return made
  }
}
