import { expect, test } from 'vitest'
import type { Remote } from '../../core/index.js'
import { whatRuns } from './what-runs.js'

const react = 'https://cdn.test/cart/system/shared/react@18.2.0-c3d4/'
const dayjs = 'https://cdn.test/search/system/shared/dayjs@1.11.0-e5f6/'

/** Cart and promo see the react of cart; search sees its own dayjs. */
const previous = {
  environments: new Map([
    ['cart', new Map([['react', { url: react }]])],
    ['promo', new Map([['react', { url: react }]])],
    ['search', new Map([['dayjs', { url: dayjs }]])],
  ]),
}
const remotes = new Map(
  ['cart', 'promo', 'search'].map(name => [name, { name, base: `https://cdn.test/${name}/` } as Remote]),
)

test.each([
  ['nobody, where nothing was asked for', [], []],
  [
    'who has begun to run, and not who would share a copy with it',
    ['https://cdn.test/cart/system/Widget.js'],
    ['cart'],
  ],
  ['all who see a copy that was imported by itself', [`${react}index.js`], ['cart', 'promo']],
  [
    'who has begun to run alone, where its copy runs for it',
    ['https://cdn.test/promo/system/Banner.js', `${react}index.js`],
    ['promo'],
  ],
  ['nobody for a module of the other format', ['https://cdn.test/cart/esm/Widget.js'], []],
])('what stays is %s', (_, begun, staying) => {
  expect([...whatRuns(previous, new Set(begun), remotes, 'system').environments.keys()]).toEqual(staying)
})

test('all stay, where what is in force is frozen', () => {
  expect(whatRuns(previous, undefined, remotes, 'esm')).toBe(previous)
})
