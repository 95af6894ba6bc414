// What the plugin adds to a remote's build: `npm run build && npm run bench:build-time`. For each bundler a line: the bundler
// alone, bundling React and all; alone with what would be shared left out; with the plugin in the first build (cold: its
// cache is empty), in the next one (warm) and after an edit of one module, all being in one chunk; and the ratios of the last two
// to the first. All with source maps. Medians of interleaved runs, each in a process of its own, without the time that Node.js
// takes to load the bundler.
import { execFileSync } from 'node:child_process'
import { appendFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { federation } from 'fedmap/build-plugin'
import { createRemote } from './create-remote.mjs'

const self = fileURLToPath(import.meta.url)
const shared = ['react', 'react-dom', '@mui/material', '@emotion/react', '@emotion/styled', '@emotion/cache']
const isShared = id => shared.some(name => id === name || id.startsWith(`${name}/`))
const modules = 300

const bundlers = {
  async rollup(root, plugin, external) {
    const [{ rollup }, { nodeResolve }, commonjs, replace, esbuild] = await Promise.all([
      import('rollup'),
      import('@rollup/plugin-node-resolve'),
      import('@rollup/plugin-commonjs'),
      import('@rollup/plugin-replace'),
      import('rollup-plugin-esbuild'),
    ])
    const environment = { 'process.env.NODE_ENV': '"production"' }
    return async input => {
      const bundle = await rollup({
        input,
        external,
        plugins: [
          plugin,
          nodeResolve({ browser: true, extensions: ['.jsx', '.js'] }),
          commonjs.default(),
          replace.default({ preventAssignment: true, values: environment }),
          esbuild.default({ jsx: 'automatic', target: 'es2022' }),
        ],
        onLog() {},
      })
      await bundle.write({ dir: join(root, 'dist'), sourcemap: true })
    }
  },
  async rolldown(root, plugin, external) {
    const { rolldown } = await import('rolldown')
    return async input => {
      const transform = { define: { 'process.env.NODE_ENV': '"production"' } }
      const bundle = await rolldown({ cwd: root, input, external, plugins: [plugin], transform, onLog() {} })
      await bundle.write({ dir: join(root, 'dist'), sourcemap: true })
    }
  },
  async vite(root, plugin, external) {
    const { build } = await import('vite')
    return input =>
      build({
        root,
        configFile: false,
        logLevel: 'silent',
        plugins: [plugin],
        build: { sourcemap: true, rollupOptions: { input, external } },
      })
  },
}

/** One build, in this process; prints the milliseconds that it took. */
async function measure(root, bundler, way) {
  const hasPlugin = way === 'plugin'
  const { federation: ofBundler } = bundler === 'rollup' ? { federation } : await import(`fedmap/${bundler}`)
  const exposes = { './Widget': './src/widget.jsx' }
  const plugin = hasPlugin && ofBundler({ name: '@bench/remote', root, exposes, shared, mode: 'production' })
  const run = await bundlers[bundler](root, plugin, way === 'left out' ? isShared : [])
  const start = performance.now()
  await run(hasPlugin ? undefined : { Widget: join(root, 'src/widget.jsx') })
  console.log(performance.now() - start)
}

/** Some hundred modules that use React and MUI. */
function sources() {
  const numbers = [...Array(modules).keys()]
  const parts = ['Button', 'Slider', 'Box', 'Stack', 'Typography', 'Chip', 'Card', 'Alert']
  const panels = numbers.map(i => {
    const part = parts[i % parts.length]
    const labels = JSON.stringify([...Array(40).keys()].map(n => `label ${n} of panel ${i}`))
    const source = `import { useEffect, useState } from 'react'
      import { ${part} } from '@mui/material'
      const labels = ${labels}
      export function Panel${i}({ onChange = () => {} }) {
        const [count, setCount] = useState(0)
        useEffect(() => onChange(count), [count, onChange])
        return <section data-panel="${i}">
          <${part} onClick={() => setCount(count + 1)}>{labels[count % labels.length]}</${part}>
          <ul>{labels.slice(0, count).map(label => <li key={label}>{label}</li>)}</ul>
        </section>
      }`
    return [`src/panel-${i}.jsx`, source]
  })
  const widget = `import { createRoot } from 'react-dom/client'
    ${numbers.map(i => `import { Panel${i} } from './panel-${i}.jsx'`).join('\n')}
    export const mount = element => createRoot(element).render(<>${numbers.map(i => `<Panel${i} />`).join('')}</>)`
  return { ...Object.fromEntries(panels), 'src/widget.jsx': widget }
}

const median = list => list.sort((a, b) => a - b)[Math.floor(list.length / 2)]

if (process.argv.length > 3) {
  await measure(...process.argv.slice(2))
} else {
  const root = createRemote('build-plugin/fixtures/mui', shared, sources())
  const runs = Number(process.argv[2] ?? 5)
  const run = (bundler, way) => Number(execFileSync(process.execPath, [self, root, bundler, way], { encoding: 'utf8' }))
  console.log(`a remote of ${modules} modules on React and MUI, ms, medians of ${runs} runs`)
  console.log('bundler   bundling all  shared left out  plugin, cold  plugin, warm  plugin, edited  warm ×  edited ×')
  for (const bundler of Object.keys(bundlers)) {
    const times = { all: [], 'left out': [], cold: [], warm: [], edited: [] }
    for (let i = 0; i < runs; i++) {
      rmSync(join(root, 'node_modules/.cache'), { recursive: true, force: true })
      times.all.push(run(bundler, 'all'))
      times['left out'].push(run(bundler, 'left out'))
      times.cold.push(run(bundler, 'plugin'))
      times.warm.push(run(bundler, 'plugin'))
      appendFileSync(join(root, 'src/panel-0.jsx'), `console.log(${i})\n`)
      times.edited.push(run(bundler, 'plugin'))
    }
    const medians = Object.values(times).map(median)
    const [all, , , warm, edited] = medians
    const ratios = [warm / all, edited / all].map(ratio => ratio.toFixed(2))
    const columns = [...medians.map(time => time.toFixed(0)), ...ratios]
    const widths = [14, 17, 14, 14, 16, 8, 10]
    console.log(bundler.padEnd(8) + columns.map((text, i) => text.padStart(widths[i])).join(''))
  }
  rmSync(root, { recursive: true })
}
