import { createHash } from 'node:crypto'
import type { Stats } from 'node:fs'
import { readFile } from 'node:fs/promises'

/** What a file holds, or where it is too large to be held in memory, how much. */
interface Content {
  /** In bytes. */
  readonly size: number
  /** Another one once it holds something else. */
  readonly hash: string
  readonly body: Buffer | undefined
}

/** Bytes above which a file is streamed from the disk: such are videos and archives, which would not be compressed either. */
const largest = 64 * 1024 * 1024

/** Characters of a content's hash that are enough to tell any two apart. */
const hashLength = 27

/** Reads a file. One that is streamed is told from what it was by its size and its time, as it would take seconds to hash. */
export async function readContent(path: string, { size, mtimeMs }: Stats): Promise<Content> {
  if (size > largest) return { size, hash: `${size}-${mtimeMs}`, body: undefined }
  const body = await readFile(path)
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, hashLength)
  return { size: body.length, hash, body }
}
