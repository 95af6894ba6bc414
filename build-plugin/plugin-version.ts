import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hash, hashFile } from './copies/hash.js'

const require = createRequire(import.meta.url)

/**
 * Stands for all that decides which bytes this plugin writes: its own code, and the exact versions of the bundler and
 * plugins that its package.json names. Part of every file name's hash, and of every cached copy's name.
 */
export const pluginVersion: string = hashPlugin().slice(0, 16)

function hashPlugin(): string {
  const folder = dirname(fileURLToPath(import.meta.url))
  const { version, dependencies } = require('fedmap/package.json')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      file => file.isFile() && ['.js', '.ts'].includes(extname(file.name)) && !/\.(?:d|test)\.ts$/.test(file.name),
    )
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter(file => !/[\\/](?:testing|fixtures|node_modules)[\\/]/.test(file.slice(folder.length)))
    .sort()
  return hash(JSON.stringify([version, dependencies, files.map(hashFile)]))
}
