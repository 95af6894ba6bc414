import { afterAll, beforeAll } from 'vitest'
import { type Mall, startMall } from '../../demo/start-mall.mjs'

/** One mall for the tests of a file, on ports that are free. */
export function useMall(options: Omit<NonNullable<Parameters<typeof startMall>[0]>, 'ports'> = {}): () => Mall {
  let mall: Mall | undefined
  beforeAll(async () => {
    mall = await startMall({ ports: 'ephemeral', ...options })
  })
  afterAll(() => mall?.close())
  return () => mall!
}
