/**
 * The part of the URL standard that core may use. Browsers and Node both have it; core is compiled without the types of
 * either, so that nothing else of them can slip in.
 */
declare class URL {
  constructor(url: string, base?: string | URL)
  readonly href: string
  readonly origin: string
  readonly protocol: string
  readonly pathname: string
  readonly search: string
}

declare class URLSearchParams {
  constructor(query: string)
  get(name: string): string | null
}
