import { rename, rm, stat, writeFile } from 'node:fs/promises'

/** Replaces a file's content as one step: whoever serves it meanwhile serves the old one or the new one. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.draft`
  try {
    await writeFile(draft, text, { flag: 'wx', mode: (await stat(path)).mode })
    await rename(draft, path)
  } finally {
    await rm(draft, { force: true })
  }
}
