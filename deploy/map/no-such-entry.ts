import { FederationError } from '../../core/index.js'

/** FED-622, for who names what is not on the map. */
export function noSuchEntry(name: string, names: Iterable<string>): FederationError {
  const detail = `${name} is none of ${[...names].join(', ') || 'nothing at all'}.`
  return new FederationError('FED-622', detail, { remote: name })
}
