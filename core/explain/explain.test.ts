import { readdirSync, readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { explain, type Remote, resolveShared, suggest } from '../index.js'

// `suggest` resolves a page once for each change that it tries.
vi.setConfig({ testTimeout: 120_000 })

const scenarios = new URL('../resolution/scenarios/', import.meta.url)
const read = (file: string): { remotes: readonly Remote[]; host?: string } => {
  const { remotes, host } = JSON.parse(readFileSync(new URL(file, scenarios), 'utf8'))
  return {
    host,
    remotes: Object.entries(remotes).map(([name, manifest]) => ({
      name,
      base: `https://cdn.test/${name}/`,
      manifest: manifest as Remote['manifest'],
    })),
  }
}

test.each(readdirSync(scenarios).filter(file => file.endsWith('.json')))('explains %s', async file => {
  const { remotes, host } = read(file)
  const sentences = explain(resolveShared(remotes, { host }))
  const suggestions = suggest(remotes, { host }).map(({ text }) => text)
  const golden = [sentences, ...(suggestions.length ? ['', 'Suggestions:', ...suggestions] : []), ''].join('\n')
  await expect(golden).toMatchFileSnapshot(`golden/${file.replace('.json', '.txt')}`)
})

test('explains one package, one remote, both', () => {
  const resolution = resolveShared(read('the-mall.json').remotes)
  expect(explain(resolution, 'dayjs').split('\n')).toHaveLength(2)
  expect(explain(resolution, undefined, 'legacy').split('\n')).toHaveLength(3)
  expect(explain(resolution, 'react', 'account')).toMatch(/^account runs on react 18\.2\.0, /)
  expect(explain(resolution, 'react', 'nobody')).toBe('')
})

test('every suggestion is proven by resolving again, the best first', () => {
  const { remotes } = read('the-mall.json')
  const before = resolveShared(remotes)
  const suggestions = suggest(remotes)
  expect(suggestions.map(({ saves }) => saves.bytes)).toEqual(
    suggestions.map(({ saves }) => saves.bytes).sort((a, b) => b - a),
  )
  for (const { remote, packages, to, saves } of suggestions) {
    const changed = structuredClone(remotes) as Remote[]
    const { shared } = changed.find(({ name }) => name === remote)!.manifest
    for (const name of packages) Object.assign(shared[name]!, { requiredVersion: to })
    expect(resolveShared(changed).cost).toBe(before.cost - saves.bytes)
  }
  expect(suggestions[0]).toMatchObject({
    remote: 'account',
    packages: ['react', 'react-dom'],
    saves: { copies: 2, bytes: 43 },
  })
})
