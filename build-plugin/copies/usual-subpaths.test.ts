import { expect, test } from 'vitest'
import { type Remote, resolveShared } from '../../core/index.js'
import { buildRemote } from '../testing/build-remote.js'
import { createProject } from '../testing/create-project.js'

const install = { mui: ['react', 'react-dom', '@emotion/react'] }
const shared = ['react', 'react-dom', '@emotion/react']

async function build(name: string, source: string, remotes: readonly string[] = []): Promise<Remote> {
  const root = createProject({ install, files: { 'main.js': source } })
  const { manifest } = await buildRemote({ name, root, exposes: { './main': './main.js' }, shared, remotes })
  return { name, base: `https://cdn.example/${name}/`, manifest }
}

test('components cross between remotes that use other subpaths of a UI runtime: one copy serves both', async () => {
  const remotes = [
    await build('shell', `import '@mall/cart/main'; export { jsx } from '@emotion/react/jsx-runtime'`, ['@mall/cart']),
    await build('@mall/cart', `export { css } from '@emotion/react'`),
  ]
  const { rejected, environments } = resolveShared(remotes)
  expect([...rejected]).toEqual([])
  const copies = [...environments.values()].map(environment => environment.get('@emotion/react')!.url)
  expect(new Set(copies).size).toBe(1)
})

test('a custom element needs no copy of its library in common', async () => {
  const lit = {
    'package.json':
      '{ "name": "lit", "version": "3.0.0", "type": "module", "exports": { ".": "./index.js", "./more.js": "./more.js" } }',
    'index.js': 'export class LitElement {}',
    'more.js': 'export const more = 1',
  }
  const root = createProject({ packages: { lit }, files: { 'main.js': `export { LitElement } from 'lit'` } })
  const { manifest } = await buildRemote({
    name: '@mall/card',
    root,
    exposes: { './main': './main.js' },
    shared: ['lit'],
  })
  expect(manifest.exposes['./main']!.peers ?? []).toEqual([])
})
