import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDiskCache } from './disk-cache.js'

function createWorkspace(): string {
  const root = mkdtempSync(join(tmpdir(), 'fedmap-cache-'))
  writeFileSync(join(root, 'package-lock.json'), '{}')
  mkdirSync(join(root, 'packages', 'cart'), { recursive: true })
  return root
}

test('the remotes of a workspace have one cache', () => {
  const root = createWorkspace()
  openDiskCache(join(root, 'packages', 'cart')).write('@mall/ui@1.0.0', { size: 1 })
  expect(openDiskCache(root).read('@mall/ui@1.0.0')).toEqual({ size: 1 })
  expect(openDiskCache(root).read('@mall/ui@1.0.1')).toBeUndefined()
  expect(readdirSync(join(root, 'node_modules/.cache/fedmap'))).toEqual(['@mall+ui@1.0.0.json'])
})

test('a damaged file is none', () => {
  const root = createWorkspace()
  const cache = openDiskCache(root)
  cache.write('react@19.2.0', { size: 1 })
  writeFileSync(join(root, 'node_modules/.cache/fedmap/react@19.2.0.json'), '{"size":')
  expect(cache.read('react@19.2.0')).toBeUndefined()
})

test('where the folder cannot be written to, nothing is remembered and nothing fails', () => {
  const root = createWorkspace()
  writeFileSync(join(root, 'node_modules'), '')
  const cache = openDiskCache(root)
  cache.write('react@19.2.0', { size: 1 })
  expect(cache.read('react@19.2.0')).toBeUndefined()
})
