import { parse } from 'acorn'
import { describe, expect, test } from 'vitest'
import { buildRemote } from './testing/build-remote.js'
import { createProject, edit } from './testing/create-project.js'

/** Syntax of ES2022, down to a shared package's. */
const modern = {
  files: {
    'package-lock.json': '{}', // A cache of its own.
    'widget.js': `
      import { Store } from 'lib'
      export const store = new Store()
      export const load = async () => (await import('./later.js')).later`,
    'later.js':
      'export class Later { #value = 1; get value() { return this.#value } }; export const later = new Later()',
  },
  packages: {
    lib: {
      'package.json': '{ "name": "lib", "version": "1.0.0", "type": "module", "main": "index.js" }',
      'index.js': `
        export { value } from './value.js'
        export class Store { #items = new Map(); static first = [...'ab'].at?.(0) ?? null; get = key => this.#items.get(key) }`,
      'value.js': 'export async function* value() { for await (const { a, ...rest } of []) yield { a, ...rest } }',
    },
  },
}

describe.each(['rollup', 'rolldown', 'vite'] as const)('with a target, by %s', bundler => {
  test.each([
    ['es5', 5],
    ['es2017', 8],
  ] as const)(
    '%s is what all System modules parse as, shared packages and remoteEntry.js too',
    async (target, ecma) => {
      const options = { bundler, exposes: { './Widget': './widget.js' }, shared: ['lib'] } as const
      const root = createProject({ ...modern, tools: ['@swc/core'] })
      const plain = await buildRemote({ root, ...options })
      const { files, built } = await buildRemote({ root, ...options, target })
      expect(built).toEqual(['lib@1.0.0'])
      const system = Object.entries(files).filter(([name]) => /^system\/.*\.js$/.test(name))
      expect(system.map(([name]) => withoutHashes(name)).sort()).toEqual([
        'system/Widget.js',
        'system/later.js',
        'system/remoteEntry.js',
        'system/shared/lib@1.0.0/index.js',
      ])
      for (const [name, code] of system) {
        expect(() => parse(code, { ecmaVersion: ecma }), name).not.toThrow()
        if (name.endsWith('remoteEntry.js')) continue
        const { sources, mappings } = JSON.parse(files[`${name}.map`]!)
        expect(sources.every((source: string) => /^\.\.\/\.\.\/\w+\.js$|^npm:lib@1\.0\.0\/\w+\.js$/.test(source))).toBe(
          true,
        )
        expect(mappings).not.toBe('')
      }
      const own = (files: Readonly<Record<string, string>>, format: string) =>
        Object.fromEntries(
          Object.entries(files)
            .filter(([name]) => name.startsWith(`${format}/`) && !/\/shared\/|remoteEntry/.test(name))
            .map(([name, code]) => [withoutHashes(name), withoutHashes(code)]),
        )
      expect(own(files, 'esm')).toEqual(own(plain.files, 'esm'))
      // What is cached under a name for good is never something else.
      const names = Object.keys(files).filter(name => /^system\/(?!remoteEntry)/.test(name))
      expect(names.filter(name => name in plain.files && plain.files[name] !== files[name])).toEqual([])
    },
  )
})

function withoutHashes(text: string): string {
  return text.replace(/-[\w-]{8,12}(?=[./])/g, '')
}

test('a new version of what lowers the syntax lowers everything anew, under names of its own', async () => {
  const lowersAsItsVersion = `
    const { readFileSync } = require('node:fs')
    const map = '{"version":3,"sources":[],"names":[],"mappings":""}'
    exports.transform = async code => {
      const { version } = JSON.parse(readFileSync(__dirname + '/package.json', 'utf8'))
      return { code: code + '\\nconsole.log("' + version + '")', map }
    }`
  const root = createProject({
    ...modern,
    packages: {
      ...modern.packages,
      '@swc/core': {
        'package.json': '{ "name": "@swc/core", "version": "1.0.0", "main": "index.cjs" }',
        'index.cjs': lowersAsItsVersion,
      },
    },
  })
  const options = { root, exposes: { './Widget': './widget.js' }, shared: ['lib'], target: 'es2015' } as const
  const before = await buildRemote(options)
  edit(root, 'node_modules/@swc/core/package.json', '1.0.0', '1.0.1')
  const after = await buildRemote(options)
  expect(after.built).toEqual(['lib@1.0.0'])
  const modules = Object.keys(after.files).filter(name => /^system\/.*\.js$/.test(name))
  expect(modules.filter(name => !after.files[name]!.includes('"1.0.1"'))).toEqual([])
  expect(modules.filter(name => name in before.files)).toEqual(['system/remoteEntry.js'])
})

test('shares the TypeScript of a package of the workspace, and builds it anew with another compiler', async () => {
  const project = {
    packageJson: { dependencies: { '@mall/ui': 'workspace:^' } },
    files: {
      'a.js': `import { price, Tag } from '@mall/ui'; console.log(price(1), Tag)`,
      'packages/ui/package.json': JSON.stringify({
        name: '@mall/ui',
        version: '0.3.0',
        type: 'module',
        exports: { '.': { types: './src/index.ts', default: './src/index.ts' } },
      }),
      'packages/ui/src/index.ts': `
        import type { Cents } from './cents.js'
        import { format } from './format.js'
        export const price = (cents: Cents): string => format(cents)
        export { Tag } from './tag'`,
      'packages/ui/src/cents.ts': 'export type Cents = number',
      'packages/ui/src/format.ts':
        'export enum Unit { Cent }\nexport const format = (cents: number) => cents + Unit[0]',
      'packages/ui/src/tag.tsx': 'export const Tag = ({ text }: { text: string }) => <b>{text}</b>',
    },
    packages: {
      react: {
        'package.json': '{ "name": "react", "version": "18.0.0" }',
        'index.js': '',
        'jsx-runtime.js': 'exports.jsx = (type, props) => ({ type, props })',
      },
    },
    links: { '@mall/ui': 'packages/ui' },
  }
  const options = { exposes: { './A': './a.js' }, shared: ['@mall/ui', 'react'] }
  const sources = ['format.ts', 'index.ts', 'tag.tsx'].map(file => `npm:@mall/ui@0.3.0/src/${file}`)
  const roots = (['rolldown', 'esbuild', '@swc/core', 'vite'] as const).map(tool =>
    createProject({ ...project, tools: [tool] }),
  )
  for (const [index, root] of roots.entries()) {
    const { manifest, files, built } = await buildRemote({ root, ...options })
    // All have one cache: only what had to be compiled is built again.
    expect(built).toEqual(index === 0 ? ['@mall/ui@0.3.0', 'react@18.0.0'] : ['@mall/ui@0.3.0'])
    const { file } = manifest.shared['@mall/ui']!.copies[0]!.provides['.']!
    expect(JSON.parse(files[`esm/${file}.map`]!).sources.sort()).toEqual(sources)
    expect(manifest.shared['@mall/ui']).toMatchObject({
      requiredVersion: '^0.3.0',
      copies: [{ requires: { react: { uses: { './jsx-runtime': ['jsx'] } } } }],
    })
    expect((await buildRemote({ root, ...options })).built).toEqual([])
  }
})
