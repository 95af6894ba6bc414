import type {
  explain,
  manifestError,
  overrideComposed,
  preferDevelopment,
  toResolution,
  unmappedError,
} from '../../core/index.js'

/**
 * The part of the loader that a page loads when somebody wants to know: for `explain` and the causes in it, for what is
 * wrong with a remote that is rejected or has a malformed manifest, for names that are not there, and for overrides.
 */
export interface DeveloperPart {
  readonly explain: typeof explain
  readonly manifestError: typeof manifestError
  readonly overrideComposed: typeof overrideComposed
  readonly preferDevelopment: typeof preferDevelopment
  readonly toResolution: typeof toResolution
  readonly unmappedError: typeof unmappedError
}
