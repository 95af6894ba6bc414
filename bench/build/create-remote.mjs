import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Writes a remote to a folder of its own, outside of the repository, so that its cache of copies is its own too.
 *
 * @param {string} workspace the workspace whose installed packages it has: `demo/search`
 * @param {readonly string[]} shared
 * @param {Readonly<Record<string, string>>} files path → content
 */
export function createRemote(workspace, shared, files) {
  const root = mkdtempSync(join(tmpdir(), 'fedmap-bench-'))
  const installed = fileURLToPath(new URL(`../../${workspace}/node_modules/`, import.meta.url))
  mkdirSync(join(root, 'node_modules'))
  for (const name of readdirSync(installed)) {
    if (!name.startsWith('.')) symlinkSync(join(installed, name), join(root, 'node_modules', name), 'junction')
  }
  const dependencies = Object.fromEntries(shared.map(name => [name, '*']))
  const packageJson = { name: '@bench/remote', version: '1.0.0', type: 'module', dependencies }
  const all = { 'package.json': JSON.stringify(packageJson), 'package-lock.json': '{}', ...files }
  for (const [path, content] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  return root
}
