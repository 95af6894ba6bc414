import _, { add, chunk } from 'lodash'
import get from 'lodash/get'
import { showCount } from '../show-count.js'

export const mount = element => showCount(element, count => add(count, 1))

export const values = () => ({
  chain: _([1, 2, 3])
    .map(value => value * 2)
    .reverse()
    .value(),
  chunk: chunk([1, 2, 3], 2),
  get: get({ a: { b: 5 } }, 'a.b'),
  version: _.VERSION,
})
