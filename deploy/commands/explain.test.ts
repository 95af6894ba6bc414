import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { useMall } from '../testing/use-mall.js'

const mall = useMall()

describe('fedmap explain', () => {
  const explain = async (...args: string[]) => (await mall.fedmap('explain', ...args)).stdout.trim().split('\n')

  test('says who runs on what', async () => {
    expect((await explain()).slice(-3)).toEqual([
      expect.stringMatching(/^cart runs on react 18.3.1, the copy of catalog/),
      expect.stringMatching(/^catalog runs on react 18.3.1, its own copy/),
      expect.stringMatching(/^search runs on react 18.3.1, the copy of catalog/),
    ])
  })

  test.each([
    [['react'], 3],
    [['react', 'cart'], 1],
    [['cart'], 1],
    [['cart', 'react'], 1],
  ])('answers %j in a line for each remote that it is about: %i', async (args, lines) => {
    expect(await explain(...args)).toHaveLength(lines)
  })

  test('says so where there is nothing to say', async () => {
    expect(await explain('vue')).toEqual(['Nothing here uses that.'])
  })

  test('names a remote that cannot be reached', async () => {
    await rm(join(mall.folder, 'cdn/cart'), { recursive: true })
    expect(await explain('cart')).toEqual([expect.stringMatching(/^FED-403/)])
  })

  test('knows no remote that is not on the map', async () => {
    const { code, error } = await mall.report('explain', 'react', 'nobody')
    expect([code, error.code]).toEqual([3, 'FED-622'])
  })
})
