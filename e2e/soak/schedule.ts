import { faults } from '../../loader/testing/faults.js'
import { randomOf } from '../../testing/random-of.mjs'

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
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T
  const shared = files.filter(({ path }) => path.includes('/shared/'))
  const count = 1 + random(6)
  const picked = Array.from({ length: count }, () => pick(random(2) ? shared : files))
  return [...new Set(picked)].map(file => ({ ...file, kind: pick(Object.keys(faults)) }))
}
