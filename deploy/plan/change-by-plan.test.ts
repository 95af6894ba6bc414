import { expect, test } from 'vitest'
import { toText } from '../map/map-json.js'
import type { Store } from '../store/store.js'
import { type ChangeByPlanOptions, changeByPlan } from './change-by-plan.js'

/** A store that nobody else has. */
function storeOf(map: unknown): Store {
  const texts = new Map([['importmap.json', toText(map)]])
  return {
    location: 'memory',
    mapName: 'importmap.json',
    read: async name => {
      const text = texts.get(name)
      return text === undefined ? undefined : { text, tag: text }
    },
    write: async (name, text, expected) => {
      if (texts.get(name) !== expected) return false
      texts.set(name, text)
      return true
    },
    list: async folder => [...texts.keys()].filter(name => name.startsWith(folder)).sort(),
  }
}

const [old, next] = ['https://cdn.example/1.js', 'https://cdn.example/2.js']

/** Of plain modules, all of whose new files are there, or none. */
function optionsOf(isBroken: boolean, isForced: boolean): ChangeByPlanOptions {
  return {
    action: 'deploy',
    by: 'ada',
    message: undefined,
    isForced,
    planning: {
      fetchManifest: () => Promise.reject(Error('there are only plain modules')),
      checkFiles: async files => ({
        problems: isBroken ? files.map(({ url }) => ({ url, kind: 'status', detail: 'the server answers 404' })) : [],
        bytes: new Map(),
      }),
    },
  }
}

test.each([
  ['makes what breaks nothing', next, false, false, { isRefused: false, revision: { revision: 2 } }],
  ['refuses what breaks the page', next, true, false, { isRefused: true, revision: undefined }],
  ['makes it by force, and says so', next, true, true, { isRefused: false, revision: { revision: 2, forced: true } }],
  ['does not say so where nothing breaks', next, false, true, { revision: { action: 'deploy', by: 'ada' } }],
  ['makes nothing of what the map says', old, false, false, { isRefused: false, revision: undefined }],
  ['refuses what the map says, where it is broken', old, true, false, { isRefused: true, revision: undefined }],
  ['makes nothing of it by force either', old, true, true, { isRefused: false, revision: undefined }],
])('%s', async (_case, url, isBroken, isForced, outcome) => {
  const store = storeOf({ imports: { moment: old } })
  const changed = await changeByPlan(store, () => ({ entries: { moment: url } }), optionsOf(isBroken, isForced))
  expect(changed).toMatchObject(outcome)
  expect(changed.plan.breaks).toHaveLength(isBroken ? 1 : 0)
  expect(changed.revision?.forced ?? false).toBe(isBroken && isForced && url === next)
  const inForce = changed.revision ? url : old
  expect(JSON.parse((await store.read('importmap.json'))!.text).imports).toEqual({ moment: inForce })
})

test('makes the map that is wished for of the planned one, of what the map says after another was faster', async () => {
  const store = storeOf({ imports: { moment: old } })
  const seen: unknown[] = []
  const wishOf = async ({ json, tag }: { json: Readonly<Record<string, unknown>>; tag: string }) => {
    seen.push(json.imports)
    if (seen.length === 1) await store.write('importmap.json', toText({ imports: { moment: old, other: old } }), tag)
    return { entries: { moment: next }, toMap: (planned: object) => ({ ...planned, note: 'ours' }) }
  }
  const { revision } = await changeByPlan(store, wishOf, optionsOf(false, false))
  expect(seen).toEqual([{ moment: old }, { moment: old, other: old }])
  expect(revision?.map).toMatchObject({ imports: { moment: next, other: old }, note: 'ours' })
})
