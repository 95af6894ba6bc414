import { expect, test } from 'vitest'
import { parseManifest } from '../manifest/parse-manifest.js'
import { preferDevelopment } from './prefer-development.js'
import type { Remote } from './resolution.js'
import { resolveShared } from './resolve-shared.js'

/** A remote that offers a copy of lib, with subpaths, and accepts `^1.0.0`. */
function remote(name: string, version: string, { mode = '', provides = ['.'], shareScope = 'default' } = {}) {
  const folder = `shared/lib@${version}-${name}/`
  const json = {
    formatVersion: 1,
    name,
    version: '1.0.0',
    ...(mode && { mode }),
    exposes: { './Widget': { file: 'Widget.js' } },
    modules: { 'Widget.js': { imports: ['lib'] } },
    shared: {
      lib: {
        requiredVersion: '^1.0.0',
        uses: Object.fromEntries(provides.map(subpath => [subpath, '*'])),
        shareScope,
        copies: [
          {
            version,
            build: name,
            size: 1000,
            provides: Object.fromEntries(provides.map(subpath => [subpath, { file: `${folder}index.js` }])),
          },
        ],
      },
    },
  }
  return {
    name,
    base: `https://${name}.example/`,
    manifest: parseManifest(json, `https://${name}.example/federation.json`),
  }
}

const development = { mode: 'development' }

/** Who provides lib to account and to cart, where one of them is a developer's own. */
function providers(local: string, ...remotes: readonly Remote[]) {
  const prefer = preferDevelopment(resolveShared(remotes), name => name === local)
  const { environments } = resolveShared(remotes, { prefer })
  return ['account', 'cart'].map(name => environments.get(name)?.get('lib')?.provider)
}

test.each([
  ['of the same version', remote('account', '1.2.0'), remote('cart', '1.2.0', development), ['cart', 'cart']],
  ['of another', remote('account', '1.3.0'), remote('cart', '1.2.0', development), ['account', 'account']],
  ['for production', remote('account', '1.2.0'), remote('cart', '1.2.0'), ['account', 'account']],
  [
    'without a subpath that the other has',
    remote('account', '1.2.0', { provides: ['.', './more'] }),
    remote('cart', '1.2.0', development),
    ['account', 'account'],
  ],
  [
    'of another share scope',
    remote('account', '1.2.0', { shareScope: 'other' }),
    remote('cart', '1.2.0', development),
    ['account', 'cart'],
  ],
])('a local copy for development, %s', (_, account, cart, expected) => {
  expect(providers('cart', account, cart)).toEqual(expected)
})

test('what is deployed is not preferred, whatever it is built for', () => {
  const remotes = [remote('account', '1.2.0'), remote('cart', '1.2.0', development)]
  expect(preferDevelopment(resolveShared(remotes), () => false)).toBeUndefined()
  expect(providers('none', ...remotes)).toEqual(['account', 'account'])
})
