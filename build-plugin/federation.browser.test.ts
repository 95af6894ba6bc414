import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchChromium } from '../e2e/testing/launch-chromium.js'
import { buildRemote, type RemoteBuildOptions } from './testing/build-remote.js'
import { createProject, type ProjectParts } from './testing/create-project.js'
import { openPage } from './testing/open-page.js'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

const reactWidget = `
  import { useState } from 'react'
  import { createRoot } from 'react-dom/client'
  function Counter() {
    const [count, setCount] = useState(0)
    return <button onClick={() => setCount(count + 1)}>clicked {count}</button>
  }
  export const mount = (element: HTMLElement) => createRoot(element).render(<Counter />)`

interface Row extends ProjectParts {
  readonly shared: RemoteBuildOptions['shared']
  /** The packages that must come from copies. */
  readonly copies: readonly string[]
}

/** Each renders a button that says how often it was clicked. */
const widgets: Record<string, Row> = {
  'React 17': {
    install: { 'react-17': ['react', 'react-dom'] },
    shared: ['react', 'react-dom'],
    copies: ['react-dom@17.0.2', 'react@17.0.2'],
    files: {
      'widget.tsx': `
        import { useState } from 'react'
        import { render } from 'react-dom'
        function Counter() {
          const [count, setCount] = useState(0)
          return <button onClick={() => setCount(count + 1)}>clicked {count}</button>
        }
        export const mount = (element: HTMLElement) => render(<Counter />, element)`,
    },
  },
  'React 18': {
    install: { 'react-18': ['react', 'react-dom'] },
    shared: ['react', 'react-dom'],
    copies: ['react-dom@18.2.0', 'react@18.2.0'],
    files: { 'widget.tsx': reactWidget },
  },
  'React 19 with its scheduler shared': {
    install: { 'react-19': ['react', 'react-dom'] },
    shared: ['react', 'react-dom', 'scheduler'],
    copies: ['react-dom@19.2.0', 'react@19.2.0', 'scheduler@0.27.0'],
    files: { 'widget.tsx': reactWidget },
  },
  'zustand, an ES package that imports CommonJS': {
    install: { 'react-18': ['react', 'react-dom', 'zustand'] },
    shared: ['react', 'react-dom', 'zustand'],
    copies: ['react-dom@18.2.0', 'react@18.2.0', 'zustand@4.5.7'],
    files: {
      'widget.tsx': `
        import { createRoot } from 'react-dom/client'
        import { create } from 'zustand'
        const useCount = create<{ count: number }>(() => ({ count: 0 }))
        const click = () => useCount.setState(({ count }) => ({ count: count + 1 }))
        const Counter = () => <button onClick={click}>clicked {useCount(state => state.count)}</button>
        export const mount = (element: HTMLElement) => createRoot(element).render(<Counter />)`,
    },
  },
  'lodash and dayjs, UMD files, by default and by name': {
    install: { 'react-17': ['lodash', 'dayjs'] },
    shared: ['lodash', 'dayjs'],
    copies: ['dayjs@1.11.19', 'lodash@4.17.21'],
    files: {
      'widget.tsx': `
        import _, { add } from 'lodash'
        import dayjs from 'dayjs'
        import relativeTime from 'dayjs/plugin/relativeTime'
        dayjs.extend(relativeTime)
        if (_.VERSION !== '4.17.21' || dayjs().fromNow() !== 'a few seconds ago') throw new Error('Wrong exports')
        export function mount(element: HTMLElement) {
          let count = 0
          const button = document.createElement('button')
          const show = () => { button.textContent = 'clicked ' + count }
          button.onclick = () => { count = add(count, 1); show() }
          show()
          element.append(button)
        }`,
    },
  },
}

describe.each(Object.entries(widgets))('%s', (_, { shared, copies, ...project }) => {
  test('runs on its own copies, in both formats', async () => {
    const build = await buildRemote({
      root: createProject(project),
      exposes: { './Widget': './widget.tsx' },
      ...(shared && { shared }),
    })

    for (const format of ['esm', 'system'] as const) {
      const { page, complaints, resolution, close } = await openPage(browser, [build], format)
      const placed = [...resolution.environments.get('@mall/cart')!.values()]
      expect(placed.map(placement => `${placement.package}@${placement.version}`).sort()).toEqual(copies)
      await page.evaluate(`load('@mall/cart/Widget').then(widget => widget.mount(document.querySelector('main')))`)
      const button = page.getByRole('button')
      await button.click()
      await page.getByText('clicked 1').waitFor()
      expect(complaints).toEqual([])
      await close()
    }
  }, 60_000)
})
