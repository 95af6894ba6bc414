// How fast pages are resolved: `npm run bench:resolve`, or `node bench/resolve.mjs 10,100 caret` for some of it.
// Each line: milliseconds in a cold process, and the median when warm; nodes of the search; proven, or the gap to the
// lower bound; and how many times as long as JSON.parse of the same manifests it takes.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { resolveShared } from 'fedmap/core'
import { Bench } from 'tinybench'
import { mixes, realistic } from './portfolios.mjs'

const adversarial = {
  // Every range may be a pin of its own: facility location in earnest.
  'all exact': { exact: 100 },
  'all tilde': { exact: 0, tilde: 100 },
  'many unions': { exact: 0, tilde: 0, union: 60 },
}
const all = { ...mixes, ...adversarial }
const [sizes = '10,100,1000,5000', only, cold] = process.argv.slice(2)

function remotesOf(text) {
  return Object.entries(JSON.parse(text)).map(([name, manifest]) => ({
    name,
    base: `https://cdn.test/${name}/`,
    manifest,
  }))
}

if (cold) {
  const remotes = remotesOf(JSON.stringify(realistic(Number(sizes), 1, all[only])))
  const start = performance.now()
  resolveShared(remotes)
  console.log(performance.now() - start)
  process.exit()
}

console.log('mix              remotes  cold ms  warm ms  × JSON.parse  nodes  result')
for (const [mix, options] of Object.entries(all)) {
  if (only && mix !== only) continue
  for (const size of sizes.split(',').map(Number)) {
    if (size > 1000 && mix in adversarial) continue
    const text = JSON.stringify(realistic(size, 1, options))
    const remotes = remotesOf(text)
    const { optimal, cost, lowerBound, nodes } = resolveShared(remotes)
    const bench = new Bench({ time: 500, iterations: 3, warmupTime: 100, warmupIterations: 1 })
    bench.add('resolve', () => resolveShared(remotes)).add('parse', () => JSON.parse(text))
    await bench.run()
    const [warm, parse] = bench.tasks.map(task => task.result.latency.p50)
    const self = fileURLToPath(import.meta.url)
    const first = Number(execFileSync(process.execPath, [self, String(size), mix, 'cold'], { encoding: 'utf8' }))
    const columns = [first.toFixed(0).padStart(8), warm.toFixed(1).padStart(8), (warm / parse).toFixed(1).padStart(13)]
    const result = optimal ? 'proven' : `gap ${((cost / lowerBound.cost - 1) * 100).toFixed(1)} %`
    console.log(mix.padEnd(16), String(size).padStart(7), ...columns, String(nodes).padStart(6), '', result)
  }
}
