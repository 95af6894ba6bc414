import type { Mode } from '../options/federation-options.js'

/** A copy's build as its folder says it, `'4959e008a2f4-dev'` of one for development. */
export function nameBuild(mode: Mode, hash: string): string {
  return mode === 'development' ? `${hash}-dev` : hash
}

/** Matches the URLs of copies whose builds are for development, whoever serves them. */
export const developmentCopy = /\/shared\/(?:@[^/]+\/)?[^/]+-\w+-dev\//
