import { createHash } from 'node:crypto'

/**
 * What is wrong with a file that must have this integrity metadata; undefined: nothing. As the Subresource Integrity
 * standard compares: of the strongest algorithm given, any hash may match.
 */
export function integrityProblem(body: Buffer, metadata = ''): string | undefined {
  const hashes = [...metadata.matchAll(/(sha256|sha384|sha512)-([\w+/=-]+)/g)]
  const strongest = hashes
    .map(([, algorithm]) => algorithm as string)
    .sort()
    .at(-1)
  if (strongest === undefined) return undefined
  const actual = createHash(strongest).update(body).digest('base64')
  const isMatch = hashes.some(([, , hash]) => hash === actual)
  return isMatch ? undefined : `its ${strongest} is ${actual}`
}
