import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** SHA-256, in hexadecimal. */
export function hash(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/** Of that as much as tells apart what is built on one machine, whatever it is: 64 bits. */
export function shortHash(content: string | Uint8Array): string {
  return hash(content).slice(0, 16)
}

export function hashFile(file: string): string {
  return hash(readFileSync(file))
}
