import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** SHA-256, in hexadecimal. */
export function hash(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

export function hashFile(file: string): string {
  return hash(readFileSync(file))
}
