/** What becomes of the places where a stylesheet names other files. */
export interface CssReferences {
  /** What to write in the place of a URL, in `url()`; `undefined`: as it is. */
  readonly toUrl: (url: string) => string | undefined
  /**
   * What to write in the place of an `@import`; `undefined`: as it is.
   *
   * @param condition what follows the URL: `'layer(base) screen'`, or `''`
   */
  readonly toImport: (url: string, condition: string) => string | undefined
}

const quoted = String.raw`"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'`
const plain = String.raw`(?:\\.|[^\s"'()\\])+`
const url = String.raw`url\(\s*(?:(${quoted})|(${plain}))\s*\)`

/** Comments and texts are matched too, so that nothing is found in them. */
const tokens = new RegExp(
  String.raw`/\*.*?\*/|@import\s*(?:${url}|(${quoted}))((?:${quoted}|\([^)]*\)|[^;"'])*)(?:;|$)|${url}|${quoted}`,
  'gis',
)

/** Rewrites what a stylesheet names of other files. */
export function rewriteCss(css: string, { toUrl, toImport }: CssReferences): string {
  return css.replace(tokens, (token: string, ...groups: (string | undefined)[]) => {
    const [importQuoted, importPlain, importText, condition = '', urlQuoted, urlPlain] = groups
    const imported = importQuoted ?? importPlain ?? importText
    if (imported !== undefined) return toImport(unquote(imported), condition.trim()) ?? token
    const named = urlQuoted ?? urlPlain
    const replacement = named === undefined ? undefined : toUrl(unquote(named))
    return replacement === undefined ? token : `url("${replacement}")`
  })
}

/** Without quotes, and what is escaped as it is meant. */
function unquote(text: string): string {
  const value = /^["']/.test(text) ? text.slice(1, -1) : text
  return value.replace(/\\(?:([\da-f]{1,6})\s?|\n|(.))/gi, (_, code?: string, character = '') =>
    code ? String.fromCodePoint(Number.parseInt(code, 16)) : character,
  )
}

/** Puts CSS under the condition of the `@import` that it comes by: a layer, `supports()`, a media query. */
export function wrapInCondition(css: string, condition: string): string {
  const [, layer, name, supports, media] =
    /^(?:(layer\b)(?:\(([^)]*)\))?)?\s*(?:supports\(((?:[^()]|\([^()]*\))*)\))?\s*(.*)$/is.exec(condition)!
  let wrapped = css
  if (layer) wrapped = `@layer ${name ?? ''} {\n${wrapped}\n}`
  if (supports)
    wrapped = `@supports ${/^\s*(?:not\b|\(|\w+\()/i.test(supports) ? supports : `(${supports})`} {\n${wrapped}\n}`
  return media ? `@media ${media} {\n${wrapped}\n}` : wrapped
}
