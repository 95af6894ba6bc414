import { excerpt } from '../errors/excerpt.js'
import { FederationError } from '../errors/federation-error.js'

const notations = {
  version: ['FED-201', 'Give a version such as "18.2.0".'],
  range: ['FED-202', 'Give an npm range such as "^18.2.0" or ">=17 <19".'],
} as const

/** The error of a text that is not in the notation that it should be in. */
export function notationError(expected: keyof typeof notations, text: string): FederationError {
  const [code, advice] = notations[expected]
  return new FederationError(code, `${excerpt(text)}. ${advice}`)
}
