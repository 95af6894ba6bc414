import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export type Encoding = 'br' | 'gzip'

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

/** Compresses as a CDN does that compresses once and serves often: well, but not for seconds. */
export function compress(body: Buffer, encoding: Encoding): Promise<Buffer> {
  return encoding === 'br'
    ? promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
    : promisify(gzip)(body, { level: 9 })
}
