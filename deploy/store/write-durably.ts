import type { Stats } from 'node:fs'
import { open } from 'node:fs/promises'

/**
 * Writes a new file and flushes it to the disk.
 *
 * @param like of the file in whose place it comes: whoever could read that one can read this one, a web server, often another user
 */
export async function writeDurably(path: string, text: string, like?: Stats): Promise<void> {
  const file = await open(path, 'wx')
  try {
    await file.writeFile(text)
    if (like) {
      // Not everybody may give files away; then it is the mode that counts.
      await file.chown(like.uid, like.gid).catch(() => {})
      await file.chmod(like.mode)
    }
    await file.sync()
  } finally {
    await file.close()
  }
}
