// Portfolios for the resolver's benchmark and its larger tests: what hundreds of teams' manifests look like.
// realistic(n, seed, mix) -> { remote: { shared } }, the `shared` part of manifests (DESIGN.md 3.2). Deterministic in its arguments.
// 70 % React (react-dom in lockstep, eight dependents), 15 % Vue, 15 % Angular-like exact peers, and free-standing libraries; three majors, a few minors and patches each.
export const mixes = {
  caret: { exact: 0, tilde: 0 }, // ^installed, ^M.0.0, 8 % unions
  'pins by remote': { exact: 3, tilde: 5, corr: 100 }, // one style a team
  'pins by range': { exact: 3, tilde: 5 }, // any range may be a pin: hard
}
export function rng(seed) {
  let s = (seed * 2654435761) >>> 0 || 1
  return n => {
    s ^= s << 13
    s >>>= 0
    s ^= s >>> 17
    s ^= s << 5
    s >>>= 0
    return s % n
  }
}
export function realistic(n, seed, o = {}) {
  const {
    tilde = 5,
    exact = 3,
    union = 8,
    floor = 15,
    gte = 0,
    drift = 1,
    sub = 5,
    extra = 0,
    peers = true,
    corr = 0,
  } = o
  const rnd = rng(seed)
  const pick = a => a[rnd(a.length)]
  const pct = p => rnd(100) < p
  const releases = (majors, minors, patches) => {
    const out = []
    for (const M of majors) for (let m = 0; m < minors; m++) for (let p = 0; p <= rnd(patches); p++) out.push([M, m, p])
    return out
  }
  const react = releases([17, 18, 19], 3 + rnd(2), 3),
    vue = releases([2, 3], 5, 3),
    ng = releases([15, 16, 17], 3, 3)
  const leafs = {
    zustand: [[3, 4, 5], 5, 3, 2],
    'react-query': [[3, 4, 5], 6, 3, 13],
    'react-router': [[5, 6], 6, 3, 20],
    kit: [[1, 2, 3], 6, 3, 90],
    'react-hook-form': [[6, 7], 6, 3, 10],
    'react-i18next': [[11, 12, 13], 4, 3, 8],
    'react-table': [[7, 8], 5, 3, 15],
    motion: [[6, 10, 11], 5, 3, 40],
    pinia: [[2], 4, 3, 5],
    'vue-router': [[3, 4], 4, 3, 10],
    'ng-common': null,
    'ng-router': null,
    'ng-forms': null,
    rxjs: [[6, 7], 4, 3, 15],
    date: [[2, 3], 6, 3, 20],
    lodash: [[4], 4, 4, 25],
    axios: [[1, 2], 6, 3, 13],
    i18n: [[22, 23], 5, 3, 15],
  }
  const rel = {}
  for (const k in leafs) if (leafs[k]) rel[k] = releases(leafs[k][0], leafs[k][1], leafs[k][2])
  for (let i = 0; i < extra; i++) {
    leafs['x' + i] = [[1, 2], 4, 3, 5]
    rel['x' + i] = releases([1, 2], 4, 3)
  }
  const str = v => v.join('.')
  let style = -1
  const rangeOf = ([M, m, p]) => {
    let k = style >= 0 ? style : rnd(100)
    if ((k -= exact) < 0) return `${M}.${m}.${p}`
    if ((k -= tilde) < 0) return `~${M}.${m}.0`
    if ((k -= union) < 0) return `^${M - 1}.0.0 || ^${M}.0.0`
    if ((k -= floor) < 0) return `^${M}.0.0`
    if ((k -= gte) < 0) return `>=${M - 1}.0.0`
    return `^${M}.${m}.${p}`
  }
  const decl = (name, v, size, requires = {}, range = rangeOf(v)) => ({
    requiredVersion: range,
    uses: pct(sub) ? { '.': '*', './client': '*' } : { '.': '*' },
    singleton: false,
    strictVersion: false,
    shareScope: 'default',
    copies: [
      {
        version: str(v),
        build: 'b1',
        size,
        requires,
        provides: {
          '.': { file: `shared/${name}@${str(v)}-b1/index.js` },
          './client': { file: `shared/${name}@${str(v)}-b1/client.js` },
        },
      },
    ],
  })
  const req = r => ({ requiredVersion: r, uses: { '.': '*' } })
  const out = {}
  for (let i = 0; i < n; i++) {
    const shared = {}
    style = pct(corr) ? rnd(100) : -1
    const fw = rnd(100)
    // a remote has an age: the share of the release train it installed from (newer is likelier)
    const at = list => {
      const a = Math.max(rnd(list.length), rnd(list.length))
      return list[a]
    }
    const within = (list, M, ms) => {
      const l = list.filter(v => v[0] === M)
      return l.length ? l[Math.max(rnd(l.length), rnd(l.length))] : at(list)
    }
    if (fw < 70) {
      const v = at(react),
        M = v[0]
      const gen = M - 17
      shared.react = decl('react', v, 3)
      const r = shared.react.requiredVersion
      shared['react-dom'] = decl('react-dom', v, 40, { react: req(str(v)) }, pct(90) ? r : undefined)
      for (const [k, peer] of [
        ['zustand', [16, 16, 18]],
        ['react-query', [16, 16, 18]],
        ['react-router', [15, 16]],
        ['kit', [16, 17, 18]],
        ['react-hook-form', [16, 16]],
        ['react-i18next', [16, 16, 16]],
        ['react-table', [16, 16]],
        ['motion', [16, 18, 18]],
      ]) {
        if (pct(30)) continue
        const majors = leafs[k][0]
        const mi = Math.max(0, Math.min(majors.length - 1, gen - 1 + rnd(2) + (pct(10) ? 1 : 0)))
        const w = within(rel[k], majors[mi], 0)
        const lo = Math.min(peer[mi], M)
        const pr = `>=${lo}.0.0`
        const requires = {
          react: req(mi === 0 ? `^${lo}.0.0 || ^17.0.0 || ^18.0.0 || ^19.0.0`.replace('^17.0.0 || ^17', '^17') : pr),
        }
        if (k === 'kit' || k === 'react-router' || k === 'motion') requires['react-dom'] = req(pr)
        shared[k] = decl(k, w, leafs[k][3], requires)
      }
    } else if (fw < 85) {
      const v = at(vue)
      shared.vue = decl('vue', v, 40)
      for (const k of ['pinia', 'vue-router'])
        if (!pct(20)) {
          const w = k === 'pinia' ? at(rel.pinia) : within(rel[k], v[0] + 1)
          shared[k] = decl(k, w, leafs[k][3], { vue: req(k === 'pinia' ? '^2.0.0 || ^3.0.0' : `^${v[0]}.0.0`) })
        }
    } else {
      const v = at(ng),
        s = str(v)
      const rx = within(rel.rxjs, v[0] === 15 ? pick([6, 7]) : 7)
      shared.rxjs = decl('rxjs', rx, 15)
      const r = rangeOf(v)
      shared['ng-core'] = decl('ng-core', v, 60, { rxjs: req('^6.0.0 || ^7.0.0') }, r)
      shared['ng-common'] = decl('ng-common', v, 20, { rxjs: req('^6.0.0 || ^7.0.0'), 'ng-core': req(s) }, r)
      for (const k of ['ng-router', 'ng-forms'])
        if (!pct(20))
          shared[k] = decl(k, v, 25, { rxjs: req('^6.0.0 || ^7.0.0'), 'ng-core': req(s), 'ng-common': req(s) }, r)
    }
    for (const k of ['date', 'lodash', 'axios', 'i18n', ...Array.from({ length: extra }, (_, j) => 'x' + j)])
      if (!pct(25)) shared[k] = decl(k, at(rel[k]), leafs[k][3])
    if (!shared.rxjs && pct(20)) shared.rxjs = decl('rxjs', at(rel.rxjs), 15)
    out['r' + String(i).padStart(5, '0')] = { shared }
  }
  return out
}
