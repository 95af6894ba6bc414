/** Bytes of a file, both ends in it. */
export interface ByteRange {
  readonly first: number
  readonly last: number
}

/**
 * The part of a file that a `Range` header asks for (RFC 9110, 14.2): browsers play and seek media by it. Undefined where
 * the whole is to be sent: without a header, and for several ranges or another unit, which a server may ignore.
 *
 * @param size of the file, in bytes
 * @returns null where the file ends before the range begins
 */
export function byteRangeOf(header: string | undefined, size: number): ByteRange | null | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header?.replace(/\s/g, '') ?? '') ?? []
  if (first === undefined || first + last === '') return undefined
  // Without a first one it is that many from the end.
  const range = first
    ? { first: Number(first), last: Math.min(last ? Number(last) : size, size - 1) }
    : { first: Math.max(0, size - Number(last)), last: size - 1 }
  if (last && first && Number(last) < Number(first)) return undefined
  return range.first > range.last ? null : range
}
