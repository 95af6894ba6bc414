import { expect, test } from 'vitest'
import { resolveShared } from '/work/main/core/resolution/resolve-shared.js'
import { bruteForce } from '/work/main/core/resolution/testing/brute-force.js'
import { createIntegerProgram } from '/work/main/core/resolution/testing/integer-program.js'
import { randomPortfolio } from '/work/main/core/resolution/testing/portfolio.js'
import { readText } from '/work/main/core/resolution/testing/text-of-remotes.js'

test('x', async () => {
  const ip = await createIntegerProgram()
  let skipped = 0,
    bad = 0,
    tI = 0,
    tB = 0,
    tR = 0,
    rej = 0,
    warn = 0,
    notopt = 0,
    n = +(process.env.N || 300),
    s0 = +(process.env.S || 1)
  for (let seed = s0; seed < s0 + n; seed++) {
    const p = randomPortfolio(seed, { remotes: 4, packages: 4, odd: 30 })
    const r = readText(p)
    let t = performance.now()
    const res = resolveShared(p.remotes, { host: p.host })
    tR += performance.now() - t
    t = performance.now()
    const a = ip(r)
    tI += performance.now() - t
    t = performance.now()
    const b = bruteForce(r, {}, 2e4)
    tB += performance.now() - t
    const hr = p.host && res.rejected.has(p.host) ? 1 : 0
    const mine = { hostRejected: hr, rejected: res.rejected.size, warned: res.warned.size, cost: res.cost }
    if (!res.optimal) console.log('NOTOPT', seed, p.remotes.length, res.nodes, res.cost, JSON.stringify(res.lowerBound))
    if (res.rejected.size) rej++
    if (res.warned.size) warn++
    if (!res.optimal) notopt++
    const j = (x: any) => JSON.stringify(x)
    if (j(mine) !== j(a)) {
      bad++
      if (bad < 6) console.log(seed, 'ip', j(mine), j(a), b && j({ ...b, urls: 0 }))
    }
    if (!b) {
      skipped++
      continue
    }
    const urls = Object.fromEntries(
      [...res.environments].map(([n, e]) => [n, Object.fromEntries([...e].map(([k, v]) => [k, v.url]))]),
    )
    const sort = (o: any) =>
      JSON.stringify(
        Object.fromEntries(
          Object.keys(o)
            .sort()
            .map(k => [
              k,
              Object.fromEntries(
                Object.keys(o[k])
                  .sort()
                  .map(q => [q, o[k][q]]),
              ),
            ]),
        ),
      )
    if (sort(urls) !== sort(b.urls)) {
      bad++
      if (bad < 6) console.log(seed, 'bf', sort(urls), sort(b.urls))
    }
  }
  console.log({ skipped, bad, tI, tB, tR, rej, warn, notopt })
}, 600000)
