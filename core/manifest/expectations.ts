/** What the checks of manifests expect, in words. */
const expectations: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'an array',
  text: 'a non-empty string without control characters',
  flag: 'true or false',
  range: 'an npm range, or false',
  version: 'a version',
  hash: 'a hash of letters and digits',
  format: '"system" or "esm"',
  subpath: '"." or a subpath such as "./client"',
  integrity: 'integrity such as "sha384-…"',
  bytes: 'a number of bytes',
  path: 'a relative path within its folder, written as in a URL',
}

/** The words for what a check expected, which may be words already. */
export function expectationOf(expected: string): string {
  return expectations[expected] ?? expected
}
