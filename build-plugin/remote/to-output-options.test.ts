import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { toUrlName } from '../to-url-name.js'
import { toOutputOptions } from './to-output-options.js'

test('has the layout of a remote, where the user says nothing', () => {
  expect(toOutputOptions({}, resolve('/shop'))).toEqual({
    dir: resolve('/shop/dist'),
    format: 'es',
    entryFileNames: 'esm/[name]-[hash].js',
    chunkFileNames: 'esm/[name]-[hash].js',
    assetFileNames: 'assets/[name]-[hash][extname]',
    sanitizeFileName: toUrlName,
    sourcemap: true,
    hoistTransitiveImports: false,
  })
})

test('keeps what the user says, within that layout', () => {
  const kept = { dir: 'out', sourcemap: false, hoistTransitiveImports: true, banner: '/* ours */' }
  const options = toOutputOptions(
    { ...kept, format: 'cjs', entryFileNames: '[name].js', chunkFileNames: ({ name }) => `${name}.chunk.js` },
    '/shop',
  )
  expect(options).toMatchObject({ ...kept, format: 'es', entryFileNames: 'esm/[name].js' })
  expect((options.chunkFileNames as (chunk: { name: string }) => string)({ name: 'a' })).toBe('esm/a.chunk.js')
})
