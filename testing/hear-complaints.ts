import type { Page } from 'playwright-core'

/** What the page's console says from now on above the level of information, and uncaught errors. */
export function hearComplaints(page: Page): readonly string[] {
  const complaints: string[] = []
  page.on('console', message => {
    if (/error|warning/.test(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(String(error)))
  return complaints
}
