import { lookup } from 'mrmime'

/** The media type of a file by its name; what is unknown is bytes. */
export function mimeTypeOf(path: string): string {
  const type = lookup(path) ?? 'application/octet-stream'
  return /^text\/|[/+](json|xml|javascript)$/.test(type) ? `${type}; charset=utf-8` : type
}
