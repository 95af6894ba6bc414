/**
 * What the dev server serves besides the project's sources. These ids are URL paths at once, so that the network panel
 * shows what they are.
 */
const prefix = '/@fedmap/'

/** Runs before any module of the remote: Vite's client, and what the plugins put into a page. */
export const startId = `${prefix}start`

const unlistedPrefix = `${prefix}unlisted/`

/** `<package>/jsx-dev-runtime`, made of `<package>/jsx-runtime`, which copies for production have too. */
export const jsxPrefix = `${prefix}jsx/`

export function isDevId(id: string): boolean {
  return id.startsWith(prefix)
}

/**
 * A module that the page gives: what it is imported by, with all names of the remote's own copy. It ends as a script does,
 * since Vite takes `lib/words.json` for JSON.
 */
export function toSharedId(specifier: string): string {
  return `${prefix}shared/${specifier}.js`
}

/** The same where nobody knows its names: with those that the importer uses, in the query of its URL. */
export function toUnlistedId(specifier: string): string {
  return `${unlistedPrefix}${specifier}.js`
}

/** @param names the exports that the importer uses */
export function toUnlistedUrl(specifier: string, names: readonly string[]): string {
  return `${toUnlistedId(specifier)}?names=${names.map(encodeURIComponent).join(',')}`
}

export function isUnlistedId(id: string): boolean {
  return id.startsWith(unlistedPrefix)
}

/** The specifier that a URL or an id of these two stands for; `undefined` for all others. */
export function specifierOf(url: string): string | undefined {
  return /\/@fedmap\/(?:shared|unlisted)\/([^?]+)\.js(?:\?|$)/.exec(url)?.[1]
}
