/*
 * How long a remote's build takes with and without the plugin, and what tree-shaken sharing saves.
 *
 *   npm run build && node bench/build.mjs [runs] [bundlers]
 *
 * The remote: 200 components on React, @mui/material and lodash-es. Each build is a process of its own, from its start to its
 * end; kinds of builds take turns, and medians are compared, so that a busy machine slows all of them alike.
 */
import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const [runs = '5', only = 'rollup,rolldown,vite'] = process.argv.slice(2)
const here = new URL('./', import.meta.url)
const project = new URL('.cache/remote/', here)
const cache = new URL('node_modules/.cache/fedmap/', project)

await rm(project, { recursive: true, force: true })
await writeProject()

/** bundler → kind → milliseconds */
const times = {}
for (const bundler of only.split(',')) {
  times[bundler] = { alone: [], cold: [], warm: [] }
  for (let run = 0; run < Number(runs); run++) {
    times[bundler].alone.push(await build(bundler, 'alone'))
    await rm(cache, { recursive: true, force: true })
    times[bundler].cold.push(await build(bundler, 'federation'))
    times[bundler].warm.push(await build(bundler, 'federation'))
  }
}
console.log('| bundler | alone | cold | warm | warm to alone |\n|---|---|---|---|---|')
for (const [bundler, { alone, cold, warm }] of Object.entries(times)) {
  const ratio = (median(warm) / median(alone)).toFixed(2)
  console.log(`| ${bundler} | ${seconds(alone)} | ${seconds(cold)} | ${seconds(warm)} | ${ratio} |`)
}

await build('rollup', 'shaken')
const { shared } = JSON.parse(await readFile(new URL('dist/federation.json', project), 'utf8'))
console.log('\n| package | whole | what the remote uses |\n|---|---|---|')
for (const name of ['lodash-es', '@mui/material']) {
  const [shaken, full] = shared[name].copies
  console.log(`| ${name} | ${bytes(full.size)} | ${bytes(shaken.size)} |`)
}

/** @param {string} bundler @param {string} kind */
async function build(bundler, kind) {
  await rm(new URL('dist/', project), { recursive: true, force: true })
  const script = fileURLToPath(new URL('build-once.mjs', here))
  const before = performance.now()
  await promisify(execFile)(process.execPath, [script, bundler, kind, fileURLToPath(project)], {
    maxBuffer: 2 ** 26,
    env: { ...process.env, NODE_ENV: 'production' },
  })
  return performance.now() - before
}

async function writeProject() {
  const components = 200
  const names = Array.from({ length: components }, (_, index) => `Part${index}`)
  const used = ['Button', 'TextField', 'Dialog', 'Card', 'Chip', 'Tabs', 'Slider', 'Tooltip']
  await mkdir(new URL('src/parts/', project), { recursive: true })
  for (const [index, name] of names.entries()) {
    const component = used[index % used.length]
    await writeFile(
      new URL(`src/parts/${name}.jsx`, project),
      `import { ${component} } from '@mui/material'
import { groupBy, sortBy } from 'lodash-es'
import { useMemo, useState } from 'react'

export function ${name}({ items, title }) {
  const [selected, setSelected] = useState(null)
  const groups = useMemo(() => groupBy(sortBy(items, 'name'), 'kind${index}'), [items])
  return (
    <section className="part-${index}">
      <h2>{title ?? '${name}'}</h2>
      {Object.entries(groups).map(([kind, members]) => (
        <ul key={kind}>
          {members.map(member => (
            <li key={member.id} onClick={() => setSelected(member)}>{member.name}</li>
          ))}
        </ul>
      ))}
      <${component} title={selected?.name} value={${index}} open={selected !== null} />
    </section>
  )
}
`,
    )
  }
  await writeFile(
    new URL('src/widget.jsx', project),
    `import { createRoot } from 'react-dom/client'
${names.map(name => `import { ${name} } from './parts/${name}.jsx'`).join('\n')}

export const mount = (element, items) =>
  createRoot(element).render(<>${names.map(name => `<${name} items={items} />`).join('')}</>)
`,
  )
  await writeFile(new URL('package.json', project), '{ "name": "@bench/remote", "version": "1.0.0", "type": "module" }')
  await writeFile(new URL('package-lock.json', project), '{}') // So that it has a cache of its own.
  await mkdir(new URL('node_modules/@mui/', project), { recursive: true })
  await mkdir(new URL('node_modules/@emotion/', project), { recursive: true })
  const installed = new URL('../build-plugin/fixtures/mui/node_modules/', here)
  const folders = { 'lodash-es': new URL('../demo/search/node_modules/lodash-es/', here) }
  for (const name of ['react', 'react-dom', '@mui/material', '@emotion/react', '@emotion/styled']) {
    folders[name] = new URL(`${name}/`, installed)
  }
  for (const [name, folder] of Object.entries(folders)) {
    await symlink(fileURLToPath(folder), fileURLToPath(new URL(`node_modules/${name}`, project)), 'junction')
  }
}

/** @param {number[]} values */
function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
}

/** @param {number[]} milliseconds */
function seconds(milliseconds) {
  return `${(median(milliseconds) / 1000).toFixed(1)} s`
}

/** @param {number} size */
function bytes(size) {
  return size.toLocaleString('en')
}
