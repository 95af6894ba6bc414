import highs from 'highs'
import { admission, meets, type OfferedCopy, type Reading } from './text-of-remotes.js'

// The package's types describe its CommonJS build; what is imported is the ES one, whose default export is the function.
const loadHighs = highs as unknown as typeof highs.default

export interface Least {
  readonly hostRejected: number
  readonly rejected: number
  readonly warned: number
  readonly cost: number
}

/**
 * Criteria 1 and 2 as an integer program, on the copies themselves: `x` a remote sees a copy, `z` a copy is in use, `y` a
 * copy is wired to another, `w` a remote is warned, `j` rejected. Solved by HiGHS.
 */
export async function createIntegerProgram(): Promise<(reading: Reading, pinned?: Pinned) => Least> {
  const solver = await loadHighs()
  return (reading, pinned) => {
    const program = write(reading, pinned)
    const solution = solver.solve(program, { mip_rel_gap: 0, mip_abs_gap: 0 })
    if (solution.Status !== 'Optimal') throw new Error(`HiGHS: ${solution.Status}\n${program}`)
    const isOne = (name: string) =>
      Math.abs(Math.round((solution.Columns[name] as { Primal: number } | undefined)?.Primal ?? 0))
    const remotes = reading.names.map((_, remote) => remote)
    const free = freeUrls(pinned)
    return {
      hostRejected: reading.host >= 0 ? isOne(`j${reading.host}`) : 0,
      rejected: remotes.reduce((sum, remote) => sum + isOne(`j${remote}`), 0),
      warned: remotes.reduce((sum, remote) => sum + isOne(`w${remote}`), 0),
      cost: reading.copies.reduce((sum, copy, c) => sum + (free.has(copy.url) ? 0 : copy.price) * isOne(`z${c}`), 0),
    }
  }
}

type Pinned = ReadonlyMap<string, ReadonlyMap<string, { readonly url: string }>> | undefined

function freeUrls(pinned: Pinned): ReadonlySet<string> {
  return new Set([...(pinned?.values() ?? [])].flatMap(seen => [...seen.values()].map(({ url }) => url)))
}

function write(reading: Reading, pinned: Pinned): string {
  const { names, host, declared, copies, pairs } = reading
  const rows: string[] = []
  const binaries = new Set<string>()
  const variable = (name: string) => {
    binaries.add(name)
    return name
  }
  const x = (remote: number, copy: number) => variable(`x${remote}_${copy}`)
  const at = (name: string) => [...copies.keys()].filter(c => copies[c]!.package === name)
  const sum = (terms: readonly string[], sign = '+') => terms.map(term => ` ${sign} ${term}`).join('')
  const stays = (remote: number) => pinned?.get(names[remote]!)

  for (const remote of names.keys()) {
    const own = [...declared[remote]!].filter(([, want]) => want.isUsed).map(([name]) => name)
    const fixed = stays(remote)
    if (fixed) rows.push(`${variable(`j${remote}`)} = 0`)
    for (const name of new Set(copies.map(copy => copy.package))) {
      const candidates = at(name)
      const seen = fixed
        ? candidates.filter(c => fixed.get(name)?.url === copies[c]!.url)
        : candidates.filter(c => admission(reading, remote, copies[c]!) !== 'no')
      for (const c of candidates) if (!seen.includes(c)) rows.push(`${x(remote, c)} = 0`)
      const total = sum(seen.map(c => x(remote, c)))
      if (fixed) rows.push(...seen.map(c => `${x(remote, c)} = 1`))
      else if (own.includes(name)) rows.push(`${total} + ${variable(`j${remote}`)} = 1`)
      else if (seen.length) rows.push(`${total} + ${variable(`j${remote}`)} <= 1`)
      for (const c of seen) {
        rows.push(`${x(remote, c)} - ${variable(`z${c}`)} <= 0`)
        if (
          admission(reading, remote, copies[c]!) === 'warned' ||
          (fixed && admission(reading, remote, copies[c]!) === 'no')
        ) {
          rows.push(`${x(remote, c)} - ${variable(`w${remote}`)} <= 0`)
        }
        if (!fixed) rows.push(...closureRows(reading, remote, c, copies[c]!, x, at, sum))
        for (const ask of copies[c]!.requires) {
          for (const d of at(ask.package))
            rows.push(`${x(remote, c)} + ${x(remote, d)} - ${variable(`y${c}_${d}`)} <= 1`)
        }
      }
    }
    for (const name of own) {
      if (!fixed && at(name).length === 0) rows.push(`${variable(`j${remote}`)} = 1`)
    }
  }
  for (const [c, copy] of copies.entries()) {
    for (const ask of copy.requires) {
      const wired = at(ask.package).map(d => variable(`y${c}_${d}`))
      if (wired.length) rows.push(`${sum(wired)} <= 1`)
    }
  }
  for (const { package: name, a, b } of pairs) {
    for (const c of at(name)) {
      const others = at(name).filter(d => d !== c)
      if (others.length) rows.push(`${x(a, c)}${sum(others.map(d => x(b, d)))} <= 1`)
    }
  }

  const free = freeUrls(pinned)
  const most = copies.reduce((total, copy) => total + copy.price, 0) + 1
  const warning = most
  const rejection = most * (names.length + 1)
  const objective = [
    ...[...copies.entries()].map(([c, copy]) => `${free.has(copy.url) ? 0 : copy.price} ${variable(`z${c}`)}`),
    ...[...names.keys()].flatMap(remote => [
      `${warning} ${variable(`w${remote}`)}`,
      `${rejection * (remote === host ? names.length + 1 : 1)} ${variable(`j${remote}`)}`,
    ]),
  ]
  return [
    'Minimize',
    ` cost: ${objective.join(' + ')}`,
    'Subject To',
    ...rows.map((row, i) => ` r${i}: ${row}`),
    'Binary',
    ` ${[...binaries].join(' ')}`,
    'End',
  ].join('\n')
}

/** Rule 3 with rules 1, 2 and 5: who sees a copy sees one that meets each thing that it asks. */
function closureRows(
  reading: Reading,
  remote: number,
  c: number,
  copy: OfferedCopy,
  x: (remote: number, copy: number) => string,
  at: (name: string) => readonly number[],
  sum: (terms: readonly string[]) => string,
): string[] {
  return copy.requires.map(ask => {
    const met = at(ask.package).filter(
      d => admission(reading, remote, reading.copies[d]!) !== 'no' && meets(reading, remote, ask, reading.copies[d]!),
    )
    return met.length ? `${sum(met.map(d => x(remote, d)))} - ${x(remote, c)} >= 0` : `${x(remote, c)} = 0`
  })
}
