import { expect, test } from 'vitest'
import { sortRecord } from '../../core/import-map/sort-record.js'
import type { ImportMap } from '../../core/index.js'
import { lateMap } from './late-map.js'

const r = 'https://r.example/esm/'
const copy = `${r}shared/react@18.2.0-b1/`
const map = ({ imports = {}, scopes = {}, integrity = {} }: Partial<ImportMap>): ImportMap => {
  return { imports, scopes: sortRecord(scopes), integrity }
}

test.each<[string, ImportMap, ImportMap, readonly string[], ImportMap]>([
  [
    'nothing, where nothing is new',
    map({ imports: { a: `${r}a.js` }, scopes: { [r]: { react: `${copy}index.js` } } }),
    map({ imports: { a: `${r}a.js` }, scopes: { [r]: { react: `${copy}index.js` } } }),
    [],
    map({}),
  ],
  [
    'new entries, and not those that the browser would refuse',
    map({ imports: { a: `${r}a.js` } }),
    map({ imports: { a: `${r}other.js`, b: `${r}b.js` }, integrity: { [`${r}b.js`]: 'sha384-b' } }),
    [],
    map({ imports: { b: `${r}b.js` }, integrity: { [`${r}b.js`]: 'sha384-b' } }),
  ],
  [
    'what is new of a scope',
    map({ scopes: { [r]: { react: `${copy}index.js` } } }),
    map({ scopes: { [r]: { react: `${copy}index.js`, vue: `${r}vue.js` } } }),
    [],
    map({ scopes: { [r]: { vue: `${r}vue.js` } } }),
  ],
  [
    'an entry by the URL of each module that is still to be requested, where one of the scope has been',
    map({ integrity: { [`${r}a.js`]: 'sha384-a' } }),
    map({
      scopes: { [r]: { react: `${copy}index.js` }, [copy]: { scheduler: `${r}scheduler.js` } },
      integrity: { [`${r}a.js`]: 'sha384-a', [`${r}b.js`]: 'sha384-b', [`${copy}index.js`]: 'sha384-c' },
    }),
    [`${r}a.js`],
    map({
      scopes: {
        // The copy's own modules lie in a scope of their own, whose word goes first.
        [`${r}b.js`]: { react: `${copy}index.js` },
        [copy]: { scheduler: `${r}scheduler.js` },
      },
      integrity: { [`${r}b.js`]: 'sha384-b', [`${copy}index.js`]: 'sha384-c' },
    }),
  ],
])('a late map has %s', (_case, inForce, next, requested, expected) => {
  expect(lateMap(inForce, next, url => requested.includes(url))).toEqual(expected)
})
