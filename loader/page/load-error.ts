import { type ErrorPlace, FederationError } from '../../core/index.js'
import { moduleError, retryHint } from '../engine/module-error.js'

/** What an import rejects with: an error of ours with the place added, a module's own as the cause of one. */
export function loadError(error: unknown, place: ErrorPlace): FederationError {
  // Not instanceof: the composing part brings its own class.
  const { code, where } = error as Partial<FederationError>
  if (code === 'FED-406') return moduleError(where?.tried ?? [], error, place)
  if (code?.startsWith('FED-')) return error as FederationError
  return new FederationError('FED-407', `${place.specifier}: ${error}. ${retryHint.text}`, place, error)
}
