import { lookup } from 'mrmime'

/** The media type of a file by its name. Source maps are JSON, whatever they map; what is unknown is bytes. */
export function mimeTypeOf(path: string): string {
  const type = path.endsWith('.map') ? 'application/json' : (lookup(path) ?? 'application/octet-stream')
  return /^text\/|[/+](json|xml|javascript)$/.test(type) ? `${type}; charset=utf-8` : type
}
