import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import replace from '@rollup/plugin-replace'

/**
 * fedmap.js and fedmap-native.js hold the hashes of the parts that they may load, so that all are always of one version.
 * So they are built after their parts.
 */
const integrityOfParts = { system: {}, native: {} }

export const integrityOf = content => `sha256-${createHash('sha256').update(content).digest('base64')}`

/** For a part. */
export const noteIntegrity = (engine, name) => ({
  name: 'note-integrity',
  generateBundle(_options, bundle) {
    const [part] = Object.values(bundle).filter(({ isEntry }) => isEntry)
    integrityOfParts[engine][name] = integrityOf(part.code)
  },
})

/** For the file that loads the parts. */
export const insertIntegrity = engine =>
  replace({
    preventAssignment: true,
    values: {
      'integrityOfPart[name]': () => `(${JSON.stringify(integrityOfParts[engine])})[name]`,
      shimsIntegrity: () => JSON.stringify(integrityOf(readFileSync(shims))),
    },
  })

/** es-module-shims, as npm has it: loaded by fedmap-native.js where a browser cannot do without. */
const shims = fileURLToPath(import.meta.resolve('es-module-shims'))

export const layShimsBeside = {
  name: 'lay-shims-beside',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'es-module-shims.js', source: readFileSync(shims) })
  },
}
