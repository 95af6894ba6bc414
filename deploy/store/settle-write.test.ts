import { expect, test } from 'vitest'
import { settleWrite } from './settle-write.js'

const refused = Error('412')
const gone = Error('no such bucket')
const broken = Error('connection reset')
const lost = (error: Error) => () => Promise.reject(error)
const write = {
  text: 'ours',
  expected: 'old',
  isRefusal: (error: unknown) => error === refused,
  isGone: (error: unknown) => error === gone,
  location: 's3://shop/importmap.json',
}

test.each([
  ['the server says that it wrote', async () => {}, undefined, 'old', true],
  ['the server refuses, since another was faster', lost(refused), { text: 'theirs', tag: 'new' }, 'old', false],
  [
    'it refuses a second try, since the first had come through',
    lost(refused),
    { text: 'ours', tag: 'new' },
    'old',
    true,
  ],
  ['the answer is lost, and the text had come through', lost(broken), { text: 'ours', tag: 'new' }, 'old', true],
  ['the answer is lost, and another was faster', lost(broken), { text: 'theirs', tag: 'new' }, 'old', false],
  ['the server refuses to create what is there', lost(refused), { text: 'theirs', tag: 'new' }, undefined, false],
  ['it refuses to replace what is not there', lost(refused), undefined, 'old', false],
])('%s', async (_case, put, stored, expected, isWritten) => {
  expect(await settleWrite({ ...write, expected, put, read: async () => stored })).toBe(isWritten)
})

test('fails where the answer is lost and nothing was written', async () => {
  const unchanged = async () => ({ text: 'theirs', tag: 'old' })
  await expect(settleWrite({ ...write, put: lost(broken), read: unchanged })).rejects.toBe(broken)
})

test('says that it does not know, where the answer is lost and the store cannot be asked', async () => {
  await expect(settleWrite({ ...write, put: lost(broken), read: lost(broken) })).rejects.toMatchObject({
    code: 'FED-629',
    cause: broken,
    message: expect.stringContaining('fedmap history'),
  })
})

test.each([
  { code: 'ECONNREFUSED' },
  { code: 'ENOTFOUND' },
  { code: 'EAI_AGAIN', $metadata: { attempts: 1 } },
  { name: 'CredentialsProviderError' },
])('knows that nothing was written where the server was never reached: %j', async why => {
  const unreachable = Object.assign(Error('connect'), why)
  await expect(settleWrite({ ...write, put: lost(unreachable), read: lost(unreachable) })).rejects.toBe(unreachable)
})

test.each([
  { code: 'ECONNREFUSED', $metadata: { attempts: 3 } },
  { code: 'ECONNREFUSED', name: 'RestError' }, // Azure's, which does not say how often it has tried.
])('does not take the refusal of a later attempt for one of all: %j', async again => {
  const put = lost(Object.assign(Error('connect'), again))
  expect(await settleWrite({ ...write, put, read: async () => ({ text: 'ours', tag: 'new' }) })).toBe(true)
})

test('knows that nothing was written where there is no such store', async () => {
  await expect(settleWrite({ ...write, put: lost(gone), read: lost(gone) })).rejects.toBe(gone)
})
