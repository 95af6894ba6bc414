import { describe, expect, test } from 'vitest'
import { overrideComposed, parseManifest, readPageMap, resolveShared, resolveSpecifier, toComposed } from '../index.js'
import { shop } from './testing/shop.js'

const imports = { moment: 'https://cdn.test/moment.js', blocked: null }
const { written } = readPageMap({ imports }, 'https://shop.test/')
const composed = toComposed(resolveShared(shop), written)
const cart = 'https://cdn.test/cart/1.4.2/system/'
const seenBy = (module: string, overrides: Record<string, string>, specifier = 'react') =>
  resolveSpecifier(overrideComposed(composed, overrides).map, specifier, module)

test('an override of a copy holds in every scope that sees it, and in no other', () => {
  const overrides = { 'react@18.2.0': 'http://localhost:1/my-react.js' }
  expect(seenBy(`${cart}Widget-1.js`, overrides)).toBe('http://localhost:1/my-react.js')
  expect(seenBy(`${cart}shared/react-dom@18.2.0-b1/chunk.js`, overrides)).toBe('http://localhost:1/my-react.js')
  expect(seenBy('https://cdn.test/search/system/Box-1.js', overrides)).not.toContain('localhost')
})

test('a file of the same name stands for the whole copy, and sees what that saw', () => {
  const overrides = { 'react-dom@18.2.0': 'http://localhost:1/dom/index.js' }
  expect(seenBy(`${cart}Widget-1.js`, overrides, 'react-dom/client')).toBe('http://localhost:1/dom/client.js')
  expect(seenBy('http://localhost:1/dom/client.js', overrides)).toBe(`${cart}shared/react@18.2.0-b1/index.js`)
  expect(seenBy('https://shop.test/', overrides, 'react-dom@18.2.0/client')).toBe('http://localhost:1/dom/client.js')
  const { map, closures } = overrideComposed(composed, overrides)
  for (const entry of [`${cart}Widget-1.js`, 'http://localhost:1/dom/index.js']) {
    expect(closures[entry]).toContain('http://localhost:1/dom/chunk.js')
  }
  expect(map.imports.blocked).toBeNull()
})

test('a plain package name means its copy where one version is in use, and is a plain entry otherwise', () => {
  expect(seenBy(`${cart}Widget-1.js`, { react: 'http://localhost:1/r.js' })).not.toContain('localhost')
  expect(seenBy('https://shop.test/', { react: 'http://localhost:1/r.js' })).toBe('http://localhost:1/r.js')
  const alone = toComposed(resolveShared(shop.filter(remote => remote.name === 'cart')), written)
  const { map } = overrideComposed(alone, { react: 'http://localhost:1/r.js' })
  expect(resolveSpecifier(map, 'react', `${cart}Widget-1.js`)).toBe('http://localhost:1/r.js')
})

test('an override of a plain entry replaces it', () => {
  expect(seenBy('https://shop.test/', { moment: 'http://localhost:1/m.js' }, 'moment')).toBe('http://localhost:1/m.js')
})

describe('a copy with a scope in its name and two subpaths', () => {
  const base = 'https://cdn.test/app/'
  const folder = 'shared/@ui/kit@2.0.0-b1/'
  const app = (exports?: readonly string[]) => {
    const provides = {
      '.': { file: `${folder}index.js`, exports },
      './icons': { file: `${folder}icons.js`, exports },
    }
    const kit = {
      requiredVersion: '^2.0.0',
      uses: { '.': ['Button'], './icons': ['Button'] },
      copies: [{ version: '2.0.0', build: 'b1', size: 9, provides }],
    }
    const exposes = { './App': { file: 'App.js' } }
    const modules = { [`${folder}index.js`]: { css: ['kit.css'] } }
    const json = { formatVersion: 1, name: 'app', version: '1.0.0', exposes, modules, shared: { '@ui/kit': kit } }
    return [{ name: 'app', base, manifest: parseManifest(json, `${base}federation.json`) }]
  }

  test.each<[title: string, exports: readonly string[] | undefined, key: string, file: string, isWhole: boolean]>([
    ['is meant by its version', undefined, '@ui/kit@2.0.0', 'kit/index.js', true],
    ['is meant by its name', undefined, '@ui/kit', 'kit/index.js', true],
    ['is meant by its version where it is tree-shaken', ['Button'], '@ui/kit@2.0.0', 'kit/index.js', true],
    ['is meant by its name where it is tree-shaken', ['Button'], '@ui/kit', 'kit/index.js', true],
    ['is replaced as a whole only by a file of the very name', undefined, '@ui/kit', 'kit/my-index.js', false],
  ])('%s', (_, exports, key, file, isWhole) => {
    const { map } = overrideComposed(toComposed(resolveShared(app(exports)), written), {
      [key]: `http://localhost:1/${file}`,
    })
    const seen = ['@ui/kit', '@ui/kit/icons'].map(name => resolveSpecifier(map, name, `${base}system/App.js`))
    const icons = isWhole ? 'http://localhost:1/kit/icons.js' : `${base}system/${folder}icons.js`
    expect(seen).toEqual([`http://localhost:1/${file}`, icons])
  })

  test('has its stylesheets in its new place too', () => {
    const overrides = { '@ui/kit': 'http://localhost:1/kit/index.js' }
    const { css } = overrideComposed(toComposed(resolveShared(app()), written), overrides)
    expect(css).toEqual({ 'http://localhost:1/kit/index.js': [`${base}assets/kit.css`] })
  })

  test('is not meant by its name where a plain entry has that name', () => {
    const { written } = readPageMap({ imports: { '@ui/kit': '/kit.js' } }, 'https://shop.test/')
    const { map } = overrideComposed(toComposed(resolveShared(app()), written), {
      '@ui/kit': 'http://localhost:1/k.js',
    })
    expect(resolveSpecifier(map, '@ui/kit', 'https://shop.test/')).toBe('http://localhost:1/k.js')
    expect(resolveSpecifier(map, '@ui/kit', `${base}system/App.js`)).toBe(`${base}system/${folder}index.js`)
  })
})
