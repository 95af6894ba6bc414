import { createHash } from 'node:crypto'

/** A file's integrity metadata, as import maps and links take it. */
export function toIntegrity(content: string | Uint8Array): string {
  return `sha384-${createHash('sha384').update(content).digest('base64')}`
}
