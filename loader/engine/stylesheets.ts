import type { Page } from './engine.js'

/** The stylesheets that a page's modules need: each is put in once. */
export function createStylesheets(page: Page) {
  const loaded = new Map<string, Promise<void>>()

  function load(url: string): Promise<void> {
    const known = loaded.get(url)
    if (known) return known
    const loading = loadStylesheet(url, page).catch(() => {
      loaded.delete(url)
      page.emit('warning', { message: 'a stylesheet did not load; what needs it runs without it', url })
    })
    loaded.set(url, loading)
    return loading
  }

  return {
    /** Settles when the stylesheets of a module's closure are in the document, or cannot be had. */
    load: (url: string): Promise<unknown> => Promise.all((page.composed().css[url] ?? []).map(load)),
  }
}

function loadStylesheet(url: string, { integrityOf, settings }: Page): Promise<void> {
  const link = document.createElement('link')
  return new Promise<void>((loaded, fail) => {
    const timer = setTimeout(fail, settings.stylesheetTimeout)
    link.rel = 'stylesheet'
    link.crossOrigin = 'anonymous'
    link.integrity = integrityOf(url)
    link.href = url
    link.onload = () => loaded(clearTimeout(timer))
    link.onerror = () => fail(clearTimeout(timer))
    document.head.append(link)
  }).catch(error => {
    link.remove()
    throw error
  })
}
