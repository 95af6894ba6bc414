import type { Page } from './engine.js'
import { whyRefused } from './module-error.js'

/** Which of these files cannot be had, and why, as far as a page can know: each is asked for once more. */
export async function findFailures(
  files: readonly string[],
  page: Pick<Page, 'integrityOf' | 'settings'>,
): Promise<readonly { readonly url: string; readonly why: string }[]> {
  const found = await Promise.all(files.map(async url => ({ url, why: await whyNot(url, page) })))
  return found.filter((failure): failure is { url: string; why: string } => failure.why !== undefined)
}

async function whyNot(url: string, { integrityOf, settings }: Pick<Page, 'integrityOf' | 'settings'>) {
  const signal = AbortSignal.timeout(settings.moduleTimeout)
  try {
    // In the mode of a module's request, so that the browser's cache serves the two with one answer.
    const response = await fetch(url, { integrity: integrityOf(url), signal })
    if (!response.ok) return `answered ${response.status}`
    const type = response.headers.get('Content-Type') ?? ''
    await response.arrayBuffer()
    return /javascript|ecmascript/.test(type) ? undefined : `has the MIME type "${type}"`
  } catch {
    return signal.aborted ? `did not load within ${settings.moduleTimeout} ms` : whyRefused(url)
  }
}
