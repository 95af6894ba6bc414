import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hashFile, shortHash } from './hash.js'

const require = createRequire(import.meta.url)

/**
 * Stands for all that decides which bytes this plugin writes: its own code, and the exact versions of the bundler and
 * plugins that its package.json names. Part of every file name's hash, and of every cached copy's name.
 */
export const pluginVersion: string = hashPlugin()

function hashPlugin(): string {
  const folder = dirname(fileURLToPath(import.meta.url))
  const { version, dependencies } = require('fedmap/package.json')
  const files = listFiles(folder).filter(
    file => ['.js', '.ts'].includes(extname(file)) && !/\.(?:d|test)\.ts$/.test(file),
  )
  return shortHash(JSON.stringify([version, dependencies, files.map(hashFile)]))
}

/** All files below a folder, sorted, without those that are for tests, which are many. */
function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !['testing', 'fixtures', 'matrix', 'node_modules'].includes(name))
    .flatMap(entry => (entry.isDirectory() ? listFiles(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort()
}
