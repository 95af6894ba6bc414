/** A widget that uses what Vite gives, and says what it got of it. Its workers are asked for the half of 20. */
export const viteProject: Readonly<Record<string, string>> = {
  'widget.ts': `
    import './plain.css'
    import styles from './styles.module.css'
    import shadowStyles from './shadow.css?inline'
    import { answer } from './data.json'
    import logoUrl from './logo.svg'
    import ImportedWorker from './worker?worker'
    import { pictureUrl } from 'pictures'
    const parts = import.meta.glob<{ name: string }>('./parts/*.ts', { eager: true })
    export async function mount(element: HTMLElement) {
      const { lazy } = await import('./lazy')
      const inUrl = new URL('./logo.svg', import.meta.url).href
      const images = await Promise.all([logoUrl, inUrl, pictureUrl].map(url => fetch(url).then(response => response.ok)))
      const names = Object.values(parts).map(part => part.name)
      element.innerHTML = '<p class="plain ' + styles.title + ' lazy">text</p><div></div>'
      const shadow = element.querySelector('div')!.attachShadow({ mode: 'open' })
      shadow.innerHTML = '<p>text</p>'
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(shadowStyles)
      shadow.adoptedStyleSheets = [sheet]
      const { color } = getComputedStyle(shadow.querySelector('p')!)
      const workers = [
        new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }),
        new ImportedWorker(),
      ]
      const answers = await Promise.all(workers.map(worker => new Promise(resolve => {
        worker.onmessage = ({ data }) => resolve(data)
        worker.postMessage(20)
      })))
      return { answer, images, names, lazy, answers, color, mode: import.meta.env.MODE }
    }`,
  'plain.css': '.plain { color: rgb(1, 2, 3); background-image: url(./logo.svg) }',
  'styles.module.css': '.title { background-color: rgb(4, 5, 6) }',
  'shadow.css': 'p { color: rgb(9, 9, 9) }',
  'lazy.ts': `import './lazy.css'; export const lazy = true`,
  'lazy.css': '.lazy { border-left: 7px solid rgb(7, 8, 9) }',
  'worker.ts': `import { half } from './half'; onmessage = ({ data }) => postMessage(half(data))`,
  'half.ts': `export const half = (value: number) => value / 2`,
  'data.json': '{ "answer": 42 }',
  'logo.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'parts/one.ts': `export const name = 'one'`,
  'parts/two.ts': `export const name = 'two'`,
}

/** A library whose code names a file that lies beside it. */
export const picturesPackage = {
  'package.json': '{ "name": "pictures", "version": "1.0.0", "type": "module", "main": "index.js" }',
  'index.js': `export const pictureUrl = new URL('./picture.svg', import.meta.url).href`,
  'picture.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
}

/** What the widget says, and how it looks. */
export const viteResults = (mode: string) => ({
  answer: 42,
  images: [true, true, true],
  names: ['one', 'two'],
  lazy: true,
  answers: [10, 10],
  color: 'rgb(9, 9, 9)',
  mode,
})

export const viteStyles = ['rgb(1, 2, 3)', 'rgb(4, 5, 6)', '7px solid rgb(7, 8, 9)']

/** Runs in the page. */
export const readStyles = `(({ color, backgroundColor, borderLeft }) =>
  [color, backgroundColor, borderLeft])(getComputedStyle(document.querySelector('p')))`
