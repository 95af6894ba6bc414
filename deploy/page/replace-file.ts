import { realpath, rename, rm, stat } from 'node:fs/promises'
import { writeDurably } from '../store/write-durably.js'

/** Replaces a file's content as one step: whoever serves it meanwhile serves the old one or the new one. A link stays one. */
export async function replaceFile(link: string, text: string): Promise<void> {
  const path = await realpath(link)
  const draft = `${path}.${process.pid}.draft`
  try {
    await writeDurably(draft, text, await stat(path))
    await rename(draft, path)
  } finally {
    await rm(draft, { force: true })
  }
}
