import type { Page } from './engine.js'
import type { System } from './system.js'

/** Has the stylesheets of a module's closure in the document before the module runs. */
export function withStylesheets(system: System, page: Page): void {
  const { import: importModule } = system
  const loaded = new Map<string, Promise<void>>()

  system.import = async (specifier, parentUrl, meta) => {
    const url = await system.resolve(specifier, parentUrl)
    await Promise.all((page.composed().css[url] ?? []).map(load))
    return importModule.call(system, specifier, parentUrl, meta)
  }

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
