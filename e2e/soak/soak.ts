import { expect, test } from 'vitest'
import { faults } from '../../loader/testing/faults.js'
import { openFaultyMall } from './faulty-mall.js'
import { makeSchedule } from './schedule.js'

/** `npm run soak`, or for less of it: `FEDMAP_SOAK_RUNS=20 FEDMAP_SOAK_SEED=7 npm run soak`. */
const runs = Number(process.env.FEDMAP_SOAK_RUNS ?? 500)
const firstSeed = Number(process.env.FEDMAP_SOAK_SEED ?? 1)

test(`${runs} random schedules of faults`, { timeout: runs * 60_000 }, async () => {
  const mall = await openFaultyMall(faults)
  await mall.visit([]) // Its servers have compressed nothing yet, for which a slow machine takes longer than the page waits.
  const violations: string[] = []
  let lived = 0
  for (let seed = firstSeed; seed < firstSeed + runs; seed++) {
    const { survivors, dead } = await mall.visit(makeSchedule(seed, mall.files))
    lived += survivors.size
    for (const what of dead) violations.push(`seed ${seed}: ${what}`)
  }
  await mall.close()
  console.log(`${runs} schedules, ${lived} widgets that had to live, ${violations.length} violations`)
  expect(violations).toEqual([])
})
