import fc from 'fast-check'
import { vi } from 'vitest'

/** How many times as many cases as usual: the gate takes one, the long run sets the variable. */
const factor = Number(process.env.FEDMAP_PORTFOLIOS ?? 1)

// Many small runs in one test: their number is fixed, their time is not.
vi.setConfig({ testTimeout: 600_000 * factor })

/**
 * Runs a law on random seeds. The gate looks at the same ones each time, so that it fails for what changed; the long run at
 * new ones. A failure prints the seed.
 *
 * @param known seeds that failed once
 */
export function runLaw(count: number, law: (seed: number) => void, known: readonly number[] = []): void {
  const seed = fc.integer({ min: 1, max: 2 ** 31 - 1 })
  const run = factor > 1 ? {} : { seed: 38 }
  fc.assert(
    fc.property(seed, seed => law(seed)),
    { numRuns: Math.ceil(count * factor), endOnFailure: true, examples: known.map(seed => [seed]), ...run },
  )
}
