import { test } from 'vitest'
import { resolveShared } from '/work/main/core/resolution/resolve-shared.js'
import { randomPortfolio } from '/work/main/core/resolution/testing/portfolio.js'

test('x', () => {
  const p = randomPortfolio(+process.env.S!, { remotes: 4, packages: 4, odd: 30 })
  for (const r of p.remotes) {
    console.log(
      r.name,
      r.name === p.host ? 'HOST' : '',
      JSON.stringify((r.manifest as any).exposes),
      JSON.stringify((r.manifest as any).modules),
    )
    for (const [n, s] of Object.entries(r.manifest.shared))
      console.log(
        '   ',
        n,
        s.requiredVersion,
        JSON.stringify(s.uses),
        s.singleton ? 'S' : '',
        s.strictVersion ? 'STRICT' : '',
        s.shareScope[0],
        '|',
        s.copies
          .map(
            c =>
              c.version +
              '-' +
              c.build +
              ' ' +
              c.size +
              ' ' +
              Object.entries(c.provides).map(([k, v]) => k + (v.exports ?? '')) +
              ' ' +
              JSON.stringify(
                Object.fromEntries(
                  Object.entries(c.requires).map(([k, v]) => [k, v.requiredVersion + JSON.stringify(v.uses)]),
                ),
              ),
          )
          .join(' ; '),
      )
  }
  const res = resolveShared(p.remotes, { host: p.host })
  console.log(res.nodes, res.cost, JSON.stringify(res.lowerBound), res.optimal)
  for (const [n, e] of res.environments)
    console.log(n, [...e.values()].map(x => x.package + '@' + x.version + ' ' + x.provider).join(', '))
})
