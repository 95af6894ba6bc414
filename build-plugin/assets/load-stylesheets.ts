/** The part of the DOM that is used. */
interface Stylesheets {
  createElement(name: 'link'): Stylesheet
  querySelectorAll(selector: string): Iterable<Stylesheet>
  readonly head: { append(link: Stylesheet): void }
}

interface Stylesheet {
  rel: string
  crossOrigin: string | null
  integrity: string
  href: string
  /** Null until it is loaded. */
  readonly sheet: object | null
  addEventListener(event: 'load' | 'error', listener: () => void): void
  remove(): void
}

/**
 * Has stylesheets in the document, each once; one that cannot be had is left out.
 *
 * It goes into remoteEntry.js as text, so it uses nothing but its arguments.
 *
 * @param urls a fragment is the hash that the file must have
 */
export async function loadStylesheets(urls: readonly string[], page: Stylesheets): Promise<void> {
  const load = (url: string) => {
    const [address, integrity = ''] = url.split('#') as [string, string?]
    const known = [...page.querySelectorAll('link[rel=stylesheet]')].find(({ href }) => href === address)
    if (known?.sheet) return undefined
    const link = known ?? page.createElement('link')
    const settled = new Promise<void>(resolve => {
      link.addEventListener('load', resolve)
      link.addEventListener('error', () => resolve(link.remove()))
    })
    if (!known) {
      Object.assign(link, { rel: 'stylesheet', crossOrigin: 'anonymous', integrity, href: address })
      page.head.append(link)
    }
    return settled
  }
  await Promise.all(urls.map(load))
}
