import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { root } from '../testing/build-once.js'
import { runWarm } from '../testing/run-warm.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fedmap-init-'))
})
afterEach(() => rm(folder, { recursive: true }))

const init = async (...args: string[]) => {
  const { code, stdout } = await runWarm(['init', '--json', ...args], { cwd: folder })
  return { code, ...JSON.parse(stdout) }
}
const write = (path: string, text: unknown) =>
  writeFile(join(folder, path), typeof text === 'string' ? text : JSON.stringify(text))
const read = (path: string) => readFile(join(folder, path), 'utf8')

describe('fedmap init remote', () => {
  test.each([
    ['nothing', {}, 'vite.config.mjs'],
    ['vite', { devDependencies: { vite: '^8.0.0' } }, 'vite.config.mjs'],
    ['rollup', { devDependencies: { rollup: '^4.0.0' } }, 'rollup.config.mjs'],
    ['rolldown', { devDependencies: { rolldown: '^1.0.0' } }, 'rolldown.config.mjs'],
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

  test.each(['workspace:*', 'workspace:^', 'link:../ui', 'file:../ui', 'portal:../ui'])(
    'shares a dependency that is a folder: %s',
    async range => {
      const dependencies = { '@mall/ui': range, 'left-pad': 'file:left-pad-1.0.0.tgz', react: '^19.0.0' }
      await write('package.json', { name: '@mall/cart', dependencies, devDependencies: { '@mall/lint': range } })
      const { steps } = await init('remote')
      expect(await read('vite.config.mjs')).toContain("shared: ['@mall/ui', 'react']")
      expect(steps).toContainEqual(expect.stringMatching(/^raise the version of @mall\/ui with each change/))
    },
  )

  test('shares what the workspace has linked, whatever the range', async () => {
    const isLinked = { '../packages/ui': '@mall/ui', '../node_modules/.store/left-pad': 'left-pad' }
    folder = join(folder, 'cart')
    for (const [target, name] of Object.entries(isLinked)) {
      await mkdir(join(folder, target), { recursive: true })
      await mkdir(join(folder, '../node_modules', name, '..'), { recursive: true })
      await symlink(join(folder, target), join(folder, '../node_modules', name))
    }
    await mkdir(folder)
    await write('package.json', {
      name: '@mall/cart',
      dependencies: { '@mall/ui': '*', 'left-pad': '1.0.0', '@mall/unbuilt': '^1.0.0' },
    })
    await init('remote')
    expect(await read('vite.config.mjs')).toContain("shared: ['@mall/ui']")
    folder = join(folder, '..')
  })

  test.each([
    ['npm install --save-dev', { 'package-lock.json': '' }],
    ['pnpm add --save-dev', { 'pnpm-lock.yaml': '' }],
    ['yarn add --dev', { 'yarn.lock': '' }],
    ['bun add --dev', { 'bun.lock': '' }],
    ['yarn add --dev', { 'package.json': { name: '@mall/cart', packageManager: 'yarn@4.0.0' } }],
    ['pnpm add --save-dev', { 'package.json': { name: '@mall/cart' }, '../pnpm-workspace.yaml': '' }],
  ])('says %s where the project, or its repository, has that manager: %j', async (command, files) => {
    folder = join(folder, 'cart')
    await mkdir(folder)
    for (const [path, text] of Object.entries(files)) await write(path, text)
    expect((await init('remote')).steps[0]).toBe(`${command} fedmap vite`)
    folder = join(folder, '..')
  })

  test('has nothing to say of a configuration that has the plugin already', async () => {
    const wanted = expect.stringMatching(/^add to the plugins/)
    await init('remote')
    expect(await init('remote')).toMatchObject({ written: [], steps: expect.not.arrayContaining([wanted]) })
    await write('vite.config.mjs', 'export default {}')
    expect((await init('remote')).steps).toContainEqual(wanted)
  })

  test('reads a package.json with a byte order mark', async () => {
    await write('package.json', '\uFEFF{"name":"@mall/cart"}')
    await init('remote')
    expect(await read('vite.config.mjs')).toContain("name: '@mall/cart'")
  })

  test('asks for nothing that the workspace has', async () => {
    await write('package.json', { devDependencies: { fedmap: '0.1.0', vite: '^8.0.0' } })
    await mkdir(join(folder, 'apps/cart'), { recursive: true })
    await write('apps/cart/package.json', { name: '@mall/cart', dependencies: { vue: '^3.0.0' } })
    const { stdout } = await runWarm(['init', 'remote', '--json'], { cwd: join(folder, 'apps/cart') })
    expect(JSON.parse(stdout).steps[0]).toBe('npm install --save-dev @vitejs/plugin-vue')
  })

  test('has Vite compile the frameworks that the project uses, and asks for nothing that is there', async () => {
    const devDependencies = { vite: '^8.0.0', '@vitejs/plugin-vue': '^6.0.0', fedmap: '0.1.0' }
    await write('package.json', { name: '@mall/cart', dependencies: { vue: '^3.0.0' }, devDependencies })
    const { steps } = await init('remote')
    expect(await read('vite.config.mjs')).toMatch(
      /^import vue from '@vitejs\/plugin-vue'\n[\s\S]*plugins: \[\n {4}vue\(\),/,
    )
    expect(steps.join('\n')).not.toContain('npm install')
    await rm(join(folder, 'vite.config.mjs'))
    await write('package.json', { name: '@mall/cart', dependencies: { svelte: '^5.0.0' }, devDependencies })
    expect((await init('remote')).steps[0]).toBe('npm install --save-dev @sveltejs/vite-plugin-svelte')
    expect(await read('vite.config.mjs')).toContain("import { svelte } from '@sveltejs/vite-plugin-svelte'")
  })

  test('has Vite build what the Angular CLI did', async () => {
    const dependencies = { '@angular/core': '^22.0.0', 'zone.js': '^0.16.0', tslib: '^2.0.0' }
    await write('package.json', {
      name: '@mall/tickets',
      dependencies,
      devDependencies: { '@angular/build': '^22.0.0' },
    })
    await write('angular.json', {})
    const { steps } = await init('remote')
    expect(steps.slice(0, 2)).toEqual([
      expect.stringContaining('angular.json'),
      'npm install --save-dev fedmap vite @analogjs/vite-plugin-angular',
    ])
    expect(await read('vite.config.mjs')).toMatch(/ {4}angular\(\),[\s\S]*shared: \['@angular\/core', 'zone\.js'\]/)
  })

  test('says what becomes of a build that it has no plugin for', async () => {
    await write('package.json', { name: '@mall/cart' })
    await write('webpack.config.js', '')
    const { written, steps } = await init('remote')
    expect(written).toContain('vite.config.mjs')
    expect(steps[0]).toMatch(/^fedmap has no plugin for what webpack\.config\.js builds with.* mf-manifest\.json/)
    await write('rollup.config.mjs', '')
    expect((await init('remote')).steps.join()).not.toContain('webpack')
  })

  test('writes TypeScript where the project does, and names the version that it has', async () => {
    await write('package.json', { name: '@mall/cart', version: '2.1.0' })
    await write('tsconfig.json', {})
    const { written, steps } = await init('remote')
    expect(written).toEqual(['vite.config.mjs', 'src/index.ts'])
    expect(await read('vite.config.mjs')).toContain("'./src/index.ts'")
    expect(steps.at(-1)).toContain('/mall/cart/2.1.0/federation.json')
  })

  test('exposes the entry that is there', async () => {
    await mkdir(join(folder, 'src'))
    await write('src/main.tsx', '')
    expect((await init('remote', '--bundler', 'rollup')).written).toEqual(['rollup.config.mjs'])
    expect(await read('rollup.config.mjs')).toContain("'./src/main.tsx'")
  })

  test('touches no configuration that is there, but says what to add', async () => {
    await write('vite.config.ts', '// ours')
    const { written, steps } = await init('remote')
    expect(written).toEqual(['src/index.js'])
    expect(await read('vite.config.ts')).toBe('// ours')
    expect(steps.join('\n')).toContain("import { federation } from 'fedmap/vite'")
  })

  test('has rollup compile what is no JavaScript, which the others know', async () => {
    await mkdir(join(folder, 'src'))
    await write('src/main.tsx', '')
    const { steps } = await init('remote', '--bundler', 'rollup')
    expect(await read('rollup.config.mjs')).toContain('esbuild({')
    expect(steps[0]).toContain('rollup-plugin-esbuild')
    await init('remote', '--bundler', 'rolldown')
    expect(await read('rolldown.config.mjs')).not.toContain('esbuild')
  })
})

describe.each(['rollup', 'vite', 'rolldown'])('what is written for %s', bundler => {
  test.each([
    ['remote', '.'],
    ['host', './main'],
    ['remote', '.', 'tsconfig.json'],
  ])('builds at once: a %s', { timeout: 120_000 }, async (what, expose, ...files) => {
    for (const file of files) await write(file, {})
    await mkdir(join(folder, 'node_modules'))
    await symlink(root, join(folder, 'node_modules/fedmap'))
    for (const name of [bundler, 'rollup-plugin-esbuild', 'esbuild']) {
      await symlink(join(root, 'node_modules', name), join(folder, 'node_modules', name))
    }
    await write('package.json', { name: '@mall/new', version: '1.0.0' })
    const { steps } = await init(what, '--bundler', bundler)
    const [, command = ''] = /scripts.build="(.*)"/.exec(steps.join('\n')) ?? []
    const [name = '', ...args] = command.split(' ')
    execFileSync(join(root, 'node_modules/.bin', name), args, { cwd: folder, stdio: 'pipe' })
    const manifest = JSON.parse(await read('dist/federation.json'))
    expect([manifest.name, Object.keys(manifest.exposes)]).toEqual(['@mall/new', [expose]])
  })
})

describe('fedmap init host', () => {
  test('writes a page, a map, and what runs first, once', async () => {
    await write('package.json', { name: '@mall/shell' })
    expect((await init('host')).written).toEqual(['index.html', 'importmap.json', 'vite.config.mjs', 'src/main.js'])
    expect(await read('index.html')).toContain('<script type="systemjs-importmap" src="/importmap.json">')
    expect(await read('index.html')).toContain('data-import="@mall/shell/main"')
    expect((await init('host')).written).toEqual([])
  })

  test('says what a project as Vite begins it has to change, and no more once it has', async () => {
    const devDependencies = { fedmap: '0.1.0', vite: '^8.0.0', '@vitejs/plugin-react': '^6.0.0' }
    await write('package.json', {
      name: 'shell',
      scripts: { build: 'vite build' },
      dependencies: { react: '^19.0.0' },
      devDependencies,
    })
    await write('index.html', '<div id="root"></div>\n<script type="module" src="/src/main.tsx"></script>')
    await write('vite.config.ts', 'export default {}')
    await mkdir(join(folder, 'src'))
    await write('src/main.tsx', '')
    const first = await init('host')
    expect(first.written).toEqual(['importmap.json'])
    expect(first.steps.join('\n')).toMatch(
      /plugins of vite.config.ts[\s\S]*add to index.html[\s\S]*script of type module[\s\S]*docs\/applications.md/,
    )
    await write('index.html', '<script src="/fedmap.js" data-import="shell/main"></script>')
    await write('vite.config.ts', `import { federation } from 'fedmap/vite'`)
    expect((await init('host')).steps.join('\n')).not.toMatch(/plugins|add to index.html|type module/)
  })
})

describe('fedmap init map', () => {
  test('writes an empty map, once', async () => {
    expect((await init('map')).written).toEqual(['importmap.json'])
    await write('importmap.json', '{"imports":{"a":"https://cdn.example/a.js"}}')
    expect((await init('map')).written).toEqual([])
    expect(await read('importmap.json')).toContain('a.js')
  })
})

test('says that package.json is no JSON', async () => {
  await write('package.json', '{')
  const { code, error } = await init('remote')
  expect([code, error.code]).toEqual([3, 'FED-627'])
})
