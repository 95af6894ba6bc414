import { expect, test } from 'vitest'
import type { Fault } from '../../loader/testing/serve-mall.js'
import { openFaultyMall } from './faulty-mall.js'

/** What only a hash reveals. */
const flip: Fault = (response, text) => {
  const bytes = Buffer.from(text as string)
  const middle = bytes.length >> 1
  bytes[middle] = (bytes[middle] as number) ^ 1
  response.end(bytes)
}

test('a byte flipped in any module or stylesheet is caught, and healed where there is a stand-in', {
  timeout: 3_600_000,
}, async () => {
  const mall = await openFaultyMall({ 'a flipped byte': flip })
  const files = mall.files.filter(({ path }) => !path.endsWith('.json'))
  const wrong: string[] = []
  let healed = 0
  for (const file of files) {
    const { survivors, dead, mounted } = await mall.visit([{ ...file, kind: 'a flipped byte' }])
    if (file.path.includes('/shared/') && survivors.size === 7) healed++
    for (const what of dead) wrong.push(`${file.server}${file.path}: ${what}`)
    for (const widget of mounted) if (!survivors.has(widget)) wrong.push(`${file.server}${file.path}: ${widget} ran it`)
  }
  await mall.close()
  console.log(`${files.length} files, a byte flipped in each; ${healed} in shared copies that others stood in for`)
  expect(wrong).toEqual([])
  expect(healed).toBeGreaterThan(0)
})
