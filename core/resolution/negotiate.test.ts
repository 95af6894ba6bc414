import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Remote, resolveShared } from '../index.js'
import { negotiate, type Outcome } from './testing/negotiate.js'
import { readText } from './testing/text-of-remotes.js'

const folder = new URL('scenarios/', import.meta.url)
const docs = readFileSync(new URL('../../docs/resolution.md', import.meta.url), 'utf8')

/** A row of the table in the docs: what fedmap does, and what two other schemes would. */
function rowOf(file: string): readonly string[] {
  const { host, remotes: manifests } = JSON.parse(readFileSync(new URL(file, folder), 'utf8'))
  const remotes = Object.entries(manifests).map(([name, manifest]): Remote => {
    return { name, base: `https://cdn.test/${name}/`, manifest: manifest as Remote['manifest'] }
  })
  const { environments, rejected, warned, cost } = resolveShared(remotes, { host })
  const urls = new Set([...environments.values()].flatMap(seen => [...seen.values()].map(({ url }) => url)))
  const broken = new Map([
    ...[...rejected.keys()].map(name => [name, 'rejected'] as const),
    ...[...warned.keys()].map(name => [name, 'warned'] as const),
  ])
  const reading = readText({ remotes, host })
  const others = (['elected winner', 'first satisfying'] as const).map(scheme => negotiate(reading, scheme))
  return [`\`${file.replace('.json', '')}\``, ...[{ copies: urls.size, cost, broken }, ...others].map(cellOf)]
}

function cellOf({ copies, cost, broken }: Outcome): string {
  const reasons = [...broken].map(([name, why]) => `; ${name}: ${why}`)
  return `${copies} (${cost})${reasons.join('')}`
}

test('docs/resolution.md compares every scenario with other schemes as they are computed', () => {
  const files = readdirSync(folder).filter(file => file.endsWith('.json'))
  const table = docs.split('\n').flatMap(line => {
    const cells = line.split('|').map(cell => cell.trim())
    return cells[1]?.startsWith('`') && cells.length === 6 ? [cells.slice(1, 5)] : []
  })
  expect(table).toEqual(files.map(rowOf))
})

test('no other scheme does with less what fedmap does with all remotes running as they declare', () => {
  for (const file of readdirSync(folder).filter(file => file.endsWith('.json'))) {
    const [, ours, ...others] = rowOf(file)
    const costOf = (cell: string) => Number(/\((\d+)\)/.exec(cell)![1])
    for (const other of others) if (!other.includes(';')) expect(costOf(other)).toBeGreaterThanOrEqual(costOf(ours!))
  }
})
