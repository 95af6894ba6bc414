import _, { add, chunk } from 'lodash-es'
import get from 'lodash-es/get.js'
import { showCount } from '../show-count.js'

export const mount = element => showCount(element, count => add(count, 1))

export const values = () => ({
  camel: _.camelCase('one two'),
  chunk: chunk([1, 2, 3], 2),
  get: get({ a: { b: 5 } }, 'a.b'),
})
