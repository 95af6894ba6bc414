import { afterEach, beforeEach } from 'vitest'
import { type Mall, openMall } from './open-mall.js'

/**
 * A mall for each test of a file.
 *
 * @param prepare what is done with each before its test
 * @returns one object, which is filled with the mall of the test that runs
 */
export function useMall(prepare: (mall: Mall) => Promise<unknown> = async () => {}): Mall {
  const mall = {} as Mall
  beforeEach(async () => {
    await prepare(Object.assign(mall, await openMall()))
  })
  afterEach(() => mall.close())
  return mall
}
