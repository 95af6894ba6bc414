import { FederationError } from '../../core/index.js'

/** FED-622, for whoever names what is not on the map. */
export function noSuchEntry(name: string, names: Iterable<string>): FederationError {
  const detail = `${name}. It has ${[...names].join(', ') || 'none'}.`
  return new FederationError('FED-622', detail, { remote: name })
}
