import { link } from 'node:fs/promises'

/**
 * Puts a file in a place, whole, where there is none: the test and the placing are one step.
 *
 * @returns false where there is one
 */
export async function linkIfFree(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}
