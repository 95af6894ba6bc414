/**
 * The part of the loader that a page loads when somebody wants to know: for `explain` and the causes in it, for what is
 * wrong with a remote that is rejected or has a malformed manifest, for names that are not there, and for overrides.
 */
export type DeveloperPart = Pick<
  typeof import('../../core/index.js'),
  'explain' | 'manifestError' | 'overrideComposed' | 'preferDevelopment' | 'toResolution' | 'unmappedError'
>
