import { createHash } from 'node:crypto'

/**
 * What is wrong with a file that must have this integrity metadata; undefined: nothing. As the Subresource Integrity
 * standard compares: of the strongest algorithm given, any hash may match. Of metadata in which there is no hash browsers
 * compare nothing, and run any file: whoever wrote it believes in a check that is not made.
 */
export function integrityProblem(body: Buffer, metadata = ''): string | undefined {
  const hashes = [...metadata.matchAll(/(?<!\S)(sha256|sha384|sha512)-([\w+/-]+={0,2})(?=[?\s]|$)/g)]
  const strongest = hashes
    .map(([, algorithm]) => algorithm as string)
    .sort()
    .at(-1)
  if (strongest === undefined)
    return metadata && `browsers find no hash in ${JSON.stringify(metadata)}, and check nothing`
  const actual = createHash(strongest).update(body).digest('base64')
  const isMatch = hashes.some(([, , hash]) => hash === actual)
  return isMatch ? undefined : `its ${strongest} is ${actual}`
}
