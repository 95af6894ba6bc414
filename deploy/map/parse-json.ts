/**
 * Parses the text of a JSON file as pages do: editors of Windows put a byte order mark before it, and `fetch` takes it away.
 *
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  return JSON.parse(text.replace(/^\uFEFF/, ''))
}
