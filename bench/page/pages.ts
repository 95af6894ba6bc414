import type { Portfolio } from './portfolio.js'

/** When the last widget shows something: a promise of the page, and a mark. */
const watch = (widgets: number) => `<script>lastMount = new Promise(done => {
  new MutationObserver((_, observer) => {
    if (document.querySelectorAll('[data-state=mounted] > .shell-widget:not(:empty)').length < ${widgets}) return
    observer.disconnect()
    done(performance.mark('last mount').startTime)
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-state'] })
})</script>`

function page({ name, head, body, widgets }: Portfolio, tags: string, scripts: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>${name}</title>
    <link rel="icon" href="data:,">
    ${watch(widgets)}
    ${head}
    ${tags}
  </head>
  <body>
    ${body}
    ${scripts}
  </body>
</html>
`
}

/** A page as the README has it, before anything is composed into it. */
export function fedmapPage(portfolio: Portfolio, engine: 'system' | 'native'): string {
  const { main, firstView } = portfolio
  const file = engine === 'system' ? 'fedmap' : 'fedmap-native'
  return page(
    portfolio,
    '<link rel="preload" as="fetch" crossorigin href="importmap.json">',
    `<script type="systemjs-importmap" src="importmap.json"></script>
    <script src="/${file}.js" data-import="${main}" data-preload="${firstView.join(' ')}"></script>`,
  )
}

export interface StaticPage {
  readonly imports: Readonly<Record<string, string>>
  readonly scopes: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly modules: readonly string[]
  readonly stylesheets: readonly string[]
}

/** A page as one would write it by hand who knows each file: nothing is left to find out. */
export function staticPage(portfolio: Portfolio, { imports, scopes, modules, stylesheets }: StaticPage): string {
  return page(
    portfolio,
    [
      ...stylesheets.map(url => `<link rel="stylesheet" href="${url}">`),
      `<script type="importmap">${JSON.stringify({ imports, scopes })}</script>`,
      ...modules.map(url => `<link rel="modulepreload" href="${url}">`),
    ].join('\n    '),
    // What the demo's shell asks of the loader, for the line under each widget.
    `<script>fedmap = { resolve: specifier => new URL(specifier, location).href }</script>
    <script type="module">import '${portfolio.main}'</script>`,
  )
}
