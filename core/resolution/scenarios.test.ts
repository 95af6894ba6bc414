import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Manifest, type Remote, type Resolution, resolveShared } from '../index.js'
import { breachesOf } from './testing/check-map.js'
import { createIntegerProgram } from './testing/integer-program.js'
import { readText } from './testing/text-of-remotes.js'

interface Scenario {
  readonly why: string
  readonly host?: string
  readonly remotes: Readonly<Record<string, Partial<Manifest>>>
  readonly expect: {
    readonly cost: number
    readonly copies: Readonly<Record<string, number>>
    readonly rejected: readonly string[]
    readonly warned: readonly string[]
    readonly versions?: Readonly<Record<string, Readonly<Record<string, string>>>>
  }
}

const folder = new URL('scenarios/', import.meta.url)
const scenarios = readdirSync(folder)
  .filter(file => file.endsWith('.json'))
  .map(file => ({ file, scenario: JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Scenario }))

describe.each(scenarios)('$file', ({ scenario }) => {
  const remotes = Object.entries(scenario.remotes).map(
    ([name, manifest]) => ({ name, base: `https://cdn.test/${name}/`, manifest }) as Remote,
  )
  const resolution = resolveShared(remotes, { host: scenario.host })

  test(scenario.why, () => {
    expect(resolution.cost).toBe(scenario.expect.cost)
    expect(resolution.optimal).toBe(true)
    expect(copiesOf(resolution)).toEqual(scenario.expect.copies)
    expect([...resolution.rejected.keys()]).toEqual(scenario.expect.rejected)
    expect([...resolution.warned.keys()]).toEqual(scenario.expect.warned)
    for (const [name, versions] of Object.entries(scenario.expect.versions ?? {})) {
      const environment = resolution.environments.get(name)
      const found = Object.fromEntries(Object.keys(versions).map(name => [name, environment?.get(name)?.version]))
      expect(found).toEqual(versions)
    }
  })

  test('costs what an integer program says, and keeps the rules on the emitted map', async () => {
    const portfolio = { remotes, host: scenario.host }
    const leastOf = await createIntegerProgram()
    expect(leastOf(readText(portfolio))).toMatchObject({
      rejected: scenario.expect.rejected.length,
      warned: scenario.expect.warned.length,
      cost: scenario.expect.cost,
    })
    expect(breachesOf(portfolio, readText(portfolio), resolution)).toEqual([])
  })
})

function copiesOf({ environments }: Resolution): Record<string, number> {
  const urls: Record<string, Set<string>> = {}
  for (const environment of environments.values()) {
    for (const { package: name, url } of environment.values()) {
      urls[name] ??= new Set()
      urls[name].add(url)
    }
  }
  return Object.fromEntries(Object.entries(urls).map(([name, set]) => [name, set.size]))
}
