/** Whether a page has the loader, by the name of its script. */
export function isFedmapPage(html: string): boolean {
  return /\bfedmap[\w-]*\.js\b/.test(html)
}
