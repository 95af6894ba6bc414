import { realpath, rename, rm, stat, writeFile } from 'node:fs/promises'

/** Replaces a file's content as one step: whoever serves it meanwhile serves the old one or the new one. A link stays one. */
export async function replaceFile(link: string, text: string): Promise<void> {
  const path = await realpath(link)
  const draft = `${path}.${process.pid}.draft`
  try {
    await writeFile(draft, text, { flag: 'wx', mode: (await stat(path)).mode })
    await rename(draft, path)
  } finally {
    await rm(draft, { force: true })
  }
}
