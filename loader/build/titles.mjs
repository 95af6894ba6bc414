import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const titles = readFileSync(fileURLToPath(new URL('../../core/errors/error-table.ts', import.meta.url)), 'utf8')
const titlesOf = codes =>
  `{${titles
    .split('\n')
    .filter(line => codes.test(line) && /^ *'FED-/.test(line))
    .join('')}}`

/** Fails where a file throws an error whose title is not among these, and would say "undefined". */
export const checkTitles = (...titled) => ({
  name: 'check-titles',
  renderChunk(code, { fileName }) {
    for (const [, thrown] of code.matchAll(/["'](FED-\d{3})["'](?!:)/g)) {
      if (!titled.some(codes => codes.test(thrown)))
        throw Error(`${fileName} has no title for ${thrown}. Add the code to those of this file in rollup.config.mjs.`)
    }
    return null
  },
})

/** Has the titles of those errors only that this file throws. */
export const keepTitles = codes => ({
  name: 'keep-titles',
  transform: (_code, id) =>
    id.endsWith('core/errors/error-table.ts')
      ? { code: `export const errorTable = ${titlesOf(codes)}`, map: null }
      : null,
})

/** Adds to those the titles of errors that only this part throws. */
export const lendTitles = codes => ({
  name: 'lend-titles',
  transform(code, id) {
    if (!this.getModuleInfo(id).isEntry) return null
    const lend = `import { errorTable } from '../../core/errors/error-table.js'; Object.assign(errorTable, ${titlesOf(codes)});`
    return { code: `${lend} ${code}`, map: null }
  },
})
