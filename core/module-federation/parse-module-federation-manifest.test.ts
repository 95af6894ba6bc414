import { describe, expect, test } from 'vitest'
import { parseModuleFederationManifest } from '../index.js'

const url = 'https://cdn.test/shop/3.1.0/mf-manifest.json'

/** As @module-federation/enhanced writes it, less what is of no use here. */
const sound = {
  id: 'shop',
  name: 'shop',
  metaData: {
    name: 'shop',
    type: 'app',
    remoteEntry: { name: 'remoteEntry.js', path: '', type: 'global' },
    globalName: 'shop',
    pluginVersion: '2.9.2',
    publicPath: 'auto',
  },
  shared: [{ id: 'shop:react', name: 'react', version: '18.3.1', singleton: true, requiredVersion: '^18.0.0' }],
  remotes: [],
  exposes: [{ id: 'shop:Button', name: 'Button', path: './Button', assets: {} }],
}
const withMetaData = (metaData: object) => ({ ...sound, metaData: { ...sound.metaData, ...metaData } })

test('reads what the page needs', () => {
  expect(parseModuleFederationManifest(sound, url)).toEqual({
    name: 'shop',
    entry: { url: 'https://cdn.test/shop/3.1.0/remoteEntry.js', kind: 'script', globalName: 'shop' },
    exposes: ['./Button'],
    shared: [{ name: 'react', version: '18.3.1', requiredVersion: '^18.0.0' }],
  })
})

test('a manifest written by hand may leave out what can be guessed', () => {
  const metaData = { remoteEntry: { name: 'remoteEntry.js' } }
  expect(parseModuleFederationManifest({ name: 'shop', metaData }, url)).toEqual({
    name: 'shop',
    entry: { url: 'https://cdn.test/shop/3.1.0/remoteEntry.js', kind: 'script', globalName: 'shop' },
    exposes: [],
    shared: [],
  })
})

test.each([
  ['auto', '', 'https://cdn.test/shop/3.1.0/remoteEntry.js'],
  ['auto', './js/', 'https://cdn.test/shop/3.1.0/js/remoteEntry.js'],
  ['auto', '/js', 'https://cdn.test/shop/3.1.0/js/remoteEntry.js'],
  ['https://other.test/a/', '', 'https://other.test/a/remoteEntry.js'],
  ['https://other.test/a', 'js', 'https://other.test/a/js/remoteEntry.js'],
  ['//other.test/', '', 'https://other.test/remoteEntry.js'],
  ['/b/', '', 'https://cdn.test/b/remoteEntry.js'],
  ['', '', 'https://cdn.test/remoteEntry.js'],
])('public path %j, path %j → %s', (publicPath, path, expected) => {
  const manifest = withMetaData({ publicPath, remoteEntry: { name: 'remoteEntry.js', path, type: 'global' } })
  expect(parseModuleFederationManifest(manifest, url).entry.url).toBe(expected)
})

test.each([
  ['global', 'script'],
  ['var', 'script'],
  ['module', 'module'],
  ['esm', 'module'],
])('an entry of type %s is a %s', (type, kind) => {
  const manifest = withMetaData({ remoteEntry: { name: 'remoteEntry.js', path: '', type } })
  expect(parseModuleFederationManifest(manifest, url).entry.kind).toBe(kind)
})

test.each([
  ['*', '*'],
  ['', false],
  [undefined, false],
  [false, false],
  ['^17.0.2 || 18', '^17.0.2 || 18'],
])('requiredVersion %j → %j', (requiredVersion, expected) => {
  const shared = [{ name: 'react', version: '18.3.1', requiredVersion }]
  expect(parseModuleFederationManifest({ ...sound, shared }, url).shared[0]?.requiredVersion).toBe(expected)
})

describe('a manifest that is of no use says so', () => {
  test.each<[string, unknown, string]>([
    ['null', null, 'FED-101'],
    ['a list', [], 'FED-101'],
    ['a federation.json', { formatVersion: 1, name: '@mall/cart', exposes: {} }, 'FED-103'],
    ['no name', { ...sound, name: '' }, 'FED-103'],
    ['no entry', withMetaData({ remoteEntry: undefined }), 'FED-103'],
    ['an entry for SystemJS', withMetaData({ remoteEntry: { name: 'a.js', type: 'system' } }), 'FED-103'],
    ['an entry without a name', withMetaData({ remoteEntry: { name: 7 } }), 'FED-103'],
    ['a public path that is no URL', withMetaData({ publicPath: 'https://[' }), 'FED-103'],
    ['a public path that is code', withMetaData({ publicPath: 'javascript:alert(1)//' }), 'FED-103'],
    ['an entry that is code', withMetaData({ remoteEntry: { name: 'data:text/javascript,alert(1)' } }), 'FED-103'],
    ['exposes of the wrong type', { ...sound, exposes: { './Button': {} } }, 'FED-103'],
    ['an expose without a path', { ...sound, exposes: [{ name: 'Button' }] }, 'FED-103'],
    ['a shared package without a name', { ...sound, shared: [{ version: '1.0.0' }] }, 'FED-103'],
    ['a protocol for a range', { ...sound, shared: [{ name: 'a', requiredVersion: 'workspace:*' }] }, 'FED-106'],
    ['a function', withMetaData({ publicPath: undefined, getPublicPath: 'function() { return "/" }' }), 'FED-107'],
  ])('%s', (_case, json, code) => {
    expect(() => parseModuleFederationManifest(json, url)).toThrow(
      expect.objectContaining({ code, where: { url }, message: expect.stringContaining(url) }),
    )
  })
  test('a range keeps the cause', () => {
    const shared = [{ name: 'a', requiredVersion: 'latest' }]
    expect(() => parseModuleFederationManifest({ ...sound, shared }, url)).toThrow(
      expect.objectContaining({ code: 'FED-106', cause: expect.objectContaining({ code: 'FED-202' }) }),
    )
  })
})
