import { faults } from '../../loader/testing/faults.js'

/** One file that is broken, and how. */
export interface ScheduledFault {
  /** `cart` */
  readonly server: string
  /** `/1.4.2/system/Widget-DwAUFtMq.js` */
  readonly path: string
  readonly kind: string
}

/** One to six faults, the same for the same seed. Files of shared copies come up more often than by their number. */
export function makeSchedule(
  seed: number,
  files: readonly { readonly server: string; readonly path: string }[],
): readonly ScheduledFault[] {
  const random = randomOf(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const shared = files.filter(({ path }) => path.includes('/shared/'))
  const count = 1 + Math.floor(random() * 6)
  const picked = Array.from({ length: count }, () => pick(random() < 0.5 ? shared : files))
  return [...new Set(picked)].map(file => ({ ...file, kind: pick(Object.keys(faults)) }))
}

/** Numbers in [0, 1): the generator mulberry32. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
