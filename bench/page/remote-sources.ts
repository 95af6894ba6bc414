/** A remote, as far as its code goes. */
export interface RemoteSketch {
  readonly name: string
  readonly framework: 'react' | 'vue'
  readonly installation: string
  /** Other packages that it uses. */
  readonly others: readonly string[]
}

/** What each package is used for: an import, and an expression that gives a text. */
const uses: Readonly<Record<string, readonly [imports: string, expression: string]>> = {
  zustand: [
    "import { create } from 'zustand'\nconst useCount = create(set => ({ count: 1, add: () => set(({ count }) => ({ count: count + 1 })) }))",
    'useCount(state => state.count)',
  ],
  dayjs: ["import dayjs from 'dayjs'", "dayjs('2024-02-29').add(1, 'year').format('D MMMM YYYY')"],
  'lodash-es': ["import { groupBy, sortBy } from 'lodash-es'", "Object.keys(groupBy(sortBy(lines), '0')).join()"],
  '@tanstack/react-query': [
    "import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'\nconst client = new QueryClient()",
    "useQuery({ queryKey: ['lines'], queryFn: () => lines.length, initialData: 0 }).data",
  ],
}

/** The files of a remote: a widget that mounts itself, some code of its own, a stylesheet. */
export function widgetFiles(sketch: RemoteSketch): Readonly<Record<string, string>> {
  return {
    'src/widget.js': widgetSource(sketch),
    'src/lines.js': `export const lines = ${JSON.stringify(linesOf(sketch.name), null, 2)}\n`,
    'src/widget.css': Array.from({ length: 12 }, (_, index) => {
      const name = `${sketch.name.replace(/\W+/g, '-').slice(1)}-${index}`
      return `.${name} { margin: ${index}px; padding: ${index * 2}px; color: hsl(${index * 30} 60% 30%) }\n`
    }).join(''),
  }
}

function widgetSource({ framework, installation, others }: RemoteSketch): string {
  const imports = others.map(name => uses[name]![0])
  const texts = others.map(name => uses[name]![1])
  const head = `h('p', { key: 'head' }, [${['lines.length', ...texts].join(', ')}].join(' '))`
  const list = "h('ul', { key: 'list' }, lines.slice(0, 20).map(line => h('li', { key: line }, line)))"
  const tree = `h('div', null, [${head}, ${list}])`
  const common = ["import './widget.css'", "import { lines } from './lines.js'", ...imports]
  if (framework === 'vue') {
    return [
      ...common,
      "import { createApp, h } from 'vue'",
      `const Widget = { render: () => ${tree} }`,
      'export async function mount(element) { createApp(Widget).mount(element) }',
    ].join('\n')
  }
  const isQuerying = others.includes('@tanstack/react-query')
  const root = isQuerying ? 'h(QueryClientProvider, { client }, h(Widget))' : 'h(Widget)'
  return [
    ...common,
    "import { createElement as h } from 'react'",
    ...(installation === 'react-17'
      ? ["import { render } from 'react-dom'", `export async function mount(element) { render(${root}, element) }`]
      : [
          "import { createRoot } from 'react-dom/client'",
          `export async function mount(element) { createRoot(element).render(${root}) }`,
        ]),
    `function Widget() { return ${tree} }`,
  ].join('\n')
}

/** The host: a slot for each widget, all imported at once. */
export function mainSource(widgets: readonly string[]): string {
  return `const widgets = [
${widgets.map(widget => `  () => import('${widget}'),`).join('\n')}
]
for (const load of widgets) fill(load, document.querySelector('main').appendChild(document.createElement('section')))

async function fill(load, slot) {
  const { mount } = await load()
  const element = document.createElement('div')
  element.className = 'shell-widget'
  slot.append(element)
  await mount(element)
  slot.dataset.state = 'mounted'
}
`
}

/** Text that compresses as text does: 120 lines of made-up words, the same for the same seed. */
function linesOf(seed: string): readonly string[] {
  let state = [...seed].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7)
  const next = (below: number) => {
    state = (state * 1664525 + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const syllables = ['ba', 'co', 'di', 'fu', 'ge', 'la', 'mo', 'ni', 'pu', 're', 'sa', 'to', 'vi', 'xe', 'zo']
  const word = () => Array.from({ length: 1 + next(3) }, () => syllables[next(syllables.length)]).join('')
  return Array.from({ length: 120 }, () => Array.from({ length: 4 + next(5) }, word).join(' '))
}
