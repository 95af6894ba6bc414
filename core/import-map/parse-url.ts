/** The URL standard's parser: the serialised URL, or undefined where there is none. */
export function parseUrl(url: string, baseUrl?: string): string | undefined {
  try {
    return new URL(url, baseUrl).href
  } catch {
    return undefined
  }
}
