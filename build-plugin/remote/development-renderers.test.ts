import { expect, test } from 'vitest'
import { preferDevelopment, type Remote, resolveShared } from '../../core/index.js'
import { buildRemote, type RemoteBuildOptions } from '../testing/build-remote.js'
import { createProject } from '../testing/create-project.js'

async function build(name: string, source: string, options: Partial<RemoteBuildOptions>): Promise<Remote> {
  const root = createProject({ install: { 'react-19': ['react', 'react-dom'] }, files: { 'main.js': source } })
  const { manifest } = await buildRemote({ name, root, exposes: { './main': './main.js' }, ...options })
  return { name, base: `https://cdn.example/${name}/`, manifest }
}

const component = `export { useState } from 'react'`
const application = `export { createRoot } from 'react-dom/client'; ${component}`
const compiled = `export { c } from 'react/compiler-runtime'; ${application}`
const both = { shared: ['react', 'react-dom'] }
const development = { shared: ['react'], mode: 'development' } as const

test.each([
  ['a page that renders it', application, component],
  ['a page that needs more of react', compiled, component],
  ['a component that needs more of react', application, `export { c } from 'react/compiler-runtime'; ${component}`],
  ['two applications', application, application],
])('react and react-dom are both for development or both for production: %s', async (_, shell, cart) => {
  const remotes = [await build('shell', shell, both), await build('cart', cart, development)]
  const first = resolveShared(remotes, { host: 'shell' })
  const preferred = resolveShared(remotes, { host: 'shell', prefer: preferDevelopment(first, name => name === 'cart') })
  for (const { rejected, environments } of [first, preferred]) {
    expect([...rejected]).toEqual([])
    const providers = ['react', 'react-dom'].map(name => environments.get('shell')!.get(name)!.provider)
    expect(new Set(providers).size).toBe(1)
    // And the component is in its tree.
    expect(environments.get('cart')!.get('react')).toMatchObject({ provider: providers[0] })
  }
  const canBeForDevelopment = shell !== compiled
  expect(preferred.environments.get('shell')!.get('react-dom')!.provider).toBe(canBeForDevelopment ? 'cart' : 'shell')
})

test('a build for development brings what renders its library; one for production what it uses', async () => {
  const copiesOf = ({ manifest }: Remote) => Object.keys(manifest.shared)
  expect(copiesOf(await build('cart', component, development))).toEqual(['react', 'react-dom'])
  expect(copiesOf(await build('cart', component, both))).toEqual(['react'])
})
