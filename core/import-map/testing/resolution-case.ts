/** What a specifier resolves to, or the code of the error that it gets. */
export type Answers = Readonly<Record<string, string>>

/** One import map, in a page at `pageUrl`, and what modules at several URLs get from it. */
export interface ResolutionCase {
  readonly name: string
  readonly map: unknown
  /** Parent → specifier → answer. */
  readonly answers: Readonly<Record<string, Answers>>
}

/** Where the maps stand: what is relative in them is relative to this. */
export const pageUrl = 'http://shop.test/app/index.html'
/** A module of the page. */
export const app = 'http://shop.test/js/app.js'
