import { type ErrorPlace, FederationError } from '../../core/index.js'
import { moduleError } from '../engine/module-error.js'

/** What an import rejects with: an error of ours with the place added, a module's own as the cause of one. */
export function loadError(error: unknown, place: ErrorPlace): FederationError {
  if (error instanceof FederationError) {
    return error.code === 'FED-406' ? moduleError(error.where.tried ?? [], error, place) : error
  }
  return new FederationError('FED-407', `${place.specifier}: ${error}. The cause has its stack.`, place, error)
}
