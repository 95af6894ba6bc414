/** A map with nothing on it. */
export const emptyMap = '{\n  "imports": {}\n}\n'

/** Of a remote: what it exposes. */
export const firstModule = (
  name: string,
) => `// An application of single-spa: any host can mount it, whatever it is made with.
export async function bootstrap() {}

export async function mount({ domElement = document.body }) {
  domElement.append(${quote(`Hello from ${name}`)})
}

export async function unmount({ domElement = document.body }) {
  domElement.replaceChildren()
}
`

/** Of a host: what runs first. */
export const mainModule = (name: string) => `// Runs when the page opens.
const main = document.body.appendChild(document.createElement('main'))
main.append(${quote(`Hello from ${name}`)})

// Remotes are imported by their names on the map, once the federation plugin's \`remotes\` in the bundler's configuration
// has them. One that \`fedmap init remote\` began is shown like this:
//
//   const { bootstrap, mount } = await import('my-remote')
//   await bootstrap()
//   await mount({ domElement: main })
`

/** What a page needs to have in it. */
export const hostTags = (name: string) => `    <link rel="preload" as="fetch" crossorigin href="/importmap.json">
    <script type="systemjs-importmap" src="/importmap.json"></script>
    <script src="/fedmap.js" data-import="${name}/main"></script>
`

/** A page of its own. */
export const hostPage = (name: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>My page</title>
    <link rel="icon" href="data:,">
    <link rel="preload" as="fetch" crossorigin href="/importmap.json">
  </head>
  <body>
    <script type="systemjs-importmap" src="/importmap.json"></script>
    <script src="/fedmap.js" data-import="${name}/main"></script>
  </body>
</html>
`

/** A string of JavaScript. */
export const quote = (text: string) => `'${text.replaceAll("'", "\\'")}'`
