/**
 * A source of numbers for tests and benchmarks: deterministic in its seed, by xorshift.
 *
 * @param {number} seed
 * @returns {(n: number) => number} `random(n)` is a whole number from 0, below n
 */
export function randomOf(seed) {
  let state = (seed * 2654435761) >>> 0 || 1
  return n => {
    state ^= state << 13
    state >>>= 0
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state % n
  }
}
