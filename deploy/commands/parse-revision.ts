import { InvalidArgumentError } from 'commander'

/** Reads a revision's number from an argument. */
export function parseRevision(text: string): number {
  const revision = Number(text)
  if (Number.isSafeInteger(revision) && revision > 0) return revision
  throw new InvalidArgumentError('A revision is a whole number above 0; `fedmap history` lists them.')
}
