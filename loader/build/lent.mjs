import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What fedmap.js lends to the parts, since it has that anyway: what lent.ts exports. */
const lent = fileURLToPath(new URL('../scripts/lent.ts', import.meta.url))
const exportsOfLent = [...readFileSync(lent, 'utf8').matchAll(/export \{ (.*) \} from '(.*)\.js'/g)].flatMap(
  ([, names, path]) => names.split(', ').map(name => ({ name, module: `${resolve(dirname(lent), path)}.ts` })),
)
const letterOf = index => String.fromCharCode(97 + index)

/** For fedmap.js: each under a letter. */
export const lend = {
  name: 'lend',
  transform: (_code, id) =>
    id === lent
      ? exportsOfLent.map(({ name, module }, i) => `export { ${name} as ${letterOf(i)} } from '${module}'`).join('\n')
      : null,
}

/** For the parts: takes them from there. */
export const takeLent = {
  name: 'take-lent',
  resolveId(source, importer) {
    if (source === 'fedmap:lent') return { id: source, external: true }
    if (!importer || !source.startsWith('.')) return null
    const path = resolve(dirname(importer), source).replace(/\.js$/, '.ts')
    return exportsOfLent.some(({ module }) => module === path) ? 'lent-by-name' : null
  },
  load(id) {
    if (id !== 'lent-by-name') return null
    const names = exportsOfLent.map(({ name }, i) => `${letterOf(i)} as ${name}`)
    return `export { ${names.join(', ')} } from 'fedmap:lent'`
  },
}
