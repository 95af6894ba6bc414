import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { root } from '../testing/build-once.js'
import { runFedmap } from '../testing/run-fedmap.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fedmap-init-'))
})
afterEach(() => rm(folder, { recursive: true }))

const init = async (...args: string[]) => {
  const { code, stdout } = await runFedmap(['init', '--json', ...args], { cwd: folder })
  return { code, ...JSON.parse(stdout) }
}
const write = (path: string, text: unknown) =>
  writeFile(join(folder, path), typeof text === 'string' ? text : JSON.stringify(text))
const read = (path: string) => readFile(join(folder, path), 'utf8')

describe('fedmap init remote', () => {
  it.each([
    ['nothing', {}, 'vite.config.mjs'],
    ['vite', { devDependencies: { vite: '^8.0.0' } }, 'vite.config.mjs'],
    ['rollup', { devDependencies: { rollup: '^4.0.0' } }, 'rollup.config.mjs'],
  ])('writes a configuration for a project with %s', async (_case, packages, config) => {
    await write('package.json', {
      name: '@mall/cart',
      dependencies: { react: '^18.0.0', 'left-pad': '1.0.0' },
      ...packages,
    })
    const { code, written } = await init('remote')
    expect([code, written]).toEqual([0, [config, 'src/index.js']])
    expect(await read(config)).toContain("name: '@mall/cart'")
    expect(await read(config)).toContain("shared: ['react']")
  })

  it('exposes the entry that is there', async () => {
    await mkdir(join(folder, 'src'))
    await write('src/main.tsx', '')
    expect((await init('remote', '--bundler', 'rollup')).written).toEqual(['rollup.config.mjs'])
    expect(await read('rollup.config.mjs')).toContain("'./src/main.tsx'")
  })

  it('touches no configuration that is there, but says what to add', async () => {
    await write('vite.config.ts', '// ours')
    const { written, steps } = await init('remote')
    expect(written).toEqual(['src/index.js'])
    expect(await read('vite.config.ts')).toBe('// ours')
    expect(steps.join('\n')).toContain("import { federation } from 'fedmap/vite'")
  })

  it('writes what builds, with the public package', async () => {
    await mkdir(join(folder, 'node_modules'))
    for (const name of ['fedmap', 'rollup'])
      await symlink(name === 'fedmap' ? root : join(root, 'node_modules', name), join(folder, 'node_modules', name))
    await write('package.json', { name: '@mall/new', version: '1.0.0', type: 'module' })
    await init('remote', '--bundler', 'rollup')
    execFileSync(process.execPath, ['node_modules/rollup/dist/bin/rollup', '-c'], { cwd: folder, stdio: 'pipe' })
    const manifest = JSON.parse(await read('dist/federation.json'))
    expect([manifest.name, Object.keys(manifest.exposes)]).toEqual(['@mall/new', ['.']])
  })
})

describe('fedmap init host', () => {
  it('writes a page and a map, once', async () => {
    expect((await init('host')).written).toEqual(['index.html', 'importmap.json'])
    expect(await read('index.html')).toContain('<script type="systemjs-importmap" src="/importmap.json">')
    expect((await init('host')).written).toEqual([])
  })
})

describe('fedmap init map', () => {
  it('writes an empty map, once', async () => {
    expect((await init('map')).written).toEqual(['importmap.json'])
    await write('importmap.json', '{"imports":{"a":"https://cdn.example/a.js"}}')
    expect((await init('map')).written).toEqual([])
    expect(await read('importmap.json')).toContain('a.js')
  })
})

it('says that package.json is no JSON', async () => {
  await write('package.json', '{')
  const { code, error } = await init('remote')
  expect([code, error.code]).toEqual([3, 'FED-627'])
})
