import { expect, test } from 'vitest'
import type { Store } from '../store/store.js'
import { highestRevision, readHistory, readRevision } from './history.js'

/** A store that holds these texts, and nobody writes to. */
function storeOf(texts: Readonly<Record<string, string>>): Store {
  return {
    location: 'memory',
    mapName: 'importmap.json',
    read: async name => (texts[name] === undefined ? undefined : { text: texts[name], tag: '' }),
    write: async () => false,
    list: async folder => Object.keys(texts).filter(name => name.startsWith(folder)),
  }
}

const folder = '.importmap/history/'
const entry = (revision: number, parent: number, map: unknown = {}) => JSON.stringify({ revision, parent, map })

test('what was in force is read, the latest first', async () => {
  const store = storeOf({
    [`${folder}00000001.json`]: entry(1, 0),
    [`${folder}00000002.json`]: entry(2, 1),
    [`${folder}00000010.json`]: entry(10, 1),
    [`${folder}notes.txt`]: '',
  })
  const revisions: number[] = []
  for await (const { revision } of readHistory(store, 10)) revisions.push(revision)
  expect(revisions).toEqual([10, 1])
  expect(await highestRevision(store)).toBe(10)
})

test.each([
  ['is missing', undefined],
  ['is cut off', '{"revision": 3'],
  ['is of another number', entry(4, 2)],
  ['follows itself, so that its history has no end', entry(3, 3)],
  ['has no map', entry(3, 2, null)],
])('an entry that %s is an error', async (_case, text) => {
  const store = storeOf(text === undefined ? {} : { [`${folder}00000003.json`]: text })
  await expect(readRevision(store, 3)).rejects.toMatchObject({ code: 'FED-616' })
})
