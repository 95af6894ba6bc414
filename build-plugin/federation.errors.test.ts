import { describe, expect, onTestFinished, test } from 'vitest'
import { federation } from './index.js'
import { buildRemote, type RemoteBuildOptions } from './testing/build-remote.js'
import { createProject, type ProjectParts } from './testing/create-project.js'

/** A package with an index.js of its own. */
const pkg = (name: string, version: string, source = 'export const a = 1', more: object = {}) => ({
  'package.json': JSON.stringify({ name, version, type: 'module', main: 'index.js', ...more }),
  'index.js': source,
})

describe('options that cannot be are told at once', () => {
  const rows: [title: string, options: object | undefined, code: string, says: RegExp][] = [
    ['no options', undefined, 'FED-502', /takes an object/],
    ['no name', {}, 'FED-502', /name in federation\(\) must be a name/],
    ['a name that is a path', { name: './cart' }, 'FED-502', /not "\.\/cart"/],
    ['a name that is a URL', { name: 'https://cart.example/' }, 'FED-502', /must be a name/],
    ['a name that is a prefix', { name: 'cart/' }, 'FED-502', /not "cart\/"/],
    ['an unknown option', { name: 'a', expose: {} }, 'FED-501', /no option 'expose'. Did you mean 'exposes'\?/],
    ['an unknown option, far from all', { name: 'a', chunk: 'x' }, 'FED-501', /It takes name, exposes, shared/],
    ['an option of Module Federation', { name: 'a', filename: 'x' }, 'FED-501', /no option 'filename'. Take it out: /],
    ['with its own name here', { name: 'a', dts: {} }, 'FED-501', /no option 'dts'. Write `types: true`/],
    ['of a package', { name: 'a', shared: { react: { eager: true } } }, 'FED-501', /no option 'eager'. Take it out: /],
    ['a range in the place of options', { name: 'a', shared: { b: '^1' } }, 'FED-502', /\{ react: \{ requiredVersion/],
    ['a subpath, shared', { name: 'a', shared: ['b/client'] }, 'FED-502', /'b\/client', .* Name 'b'/],
    ['all subpaths, shared', { name: 'a', shared: { 'b/': {} } }, 'FED-502', /'b\/', .* Name 'b'/],
    ['a path, shared', { name: 'a', shared: ['./b'] }, 'FED-502', /'\.\/b', which is not the name of a package/],
    [
      'a remote with its URL',
      { name: 'a', remotes: { b: 'b@https://b.example/remoteEntry.js' } },
      'FED-502',
      /importmap/,
    ],
    ['remotes with their URLs', { name: 'a', remotes: ['b@https://b.example/remoteEntry.js'] }, 'FED-502', /importmap/],
    ['a remote that is a promise', { name: 'a', remotes: { b: 'promise new Promise()' } }, 'FED-502', /importmap/],
    ['an unknown option of a package', { name: 'a', shared: { react: { singelton: true } } }, 'FED-501', /'singleton'/],
    [
      'an unknown option of an expose',
      { name: 'a', exposes: { './A': { import: 'a', peer: [] } } },
      'FED-501',
      /'peers'/,
    ],
    [
      'an expose without a file',
      { name: 'a', exposes: { './A': { peers: [] } } },
      'FED-502',
      /import in exposes\['.\/A'\]/,
    ],
    [
      'peers as a word',
      { name: 'a', exposes: { './A': { import: 'a', peers: 'react' } } },
      'FED-502',
      /peers in exposes\['.\/A'\] must be an array of strings/,
    ],
    [
      'an expose with a slash for its name',
      { name: 'a', exposes: { './': 'a' } },
      'FED-502',
      /'\.' for the remote itself/,
    ],
    ['an expose outside of the remote', { name: 'a', exposes: { '../A': 'a' } }, 'FED-502', /exposes has '\.\.\/A'/],
    ['exposes as a list', { name: 'a', exposes: ['./A'] }, 'FED-502', /must be an object of files/],
    ['shared as a word', { name: 'a', shared: 'all' }, 'FED-502', /'dependencies', an array/],
    ['a subpath without its dot', { name: 'a', shared: { b: { subpaths: ['client'] } } }, 'FED-502', /\.\/client/],
    ['import: true', { name: 'a', shared: { b: { import: true } } }, 'FED-502', /must be false, what to offer/],
    [
      'import of a path',
      { name: 'a', shared: { b: { import: './b' } } },
      'FED-502',
      /imported of a package.*not '\.\/b'/,
    ],
    ['import of itself', { name: 'a', shared: { b: { import: 'b/c' } } }, 'FED-502', /'b', which does not stand/],
    [
      'import of what stands for another',
      { name: 'a', shared: { a: { import: 'b' }, b: { import: 'c' } } },
      'FED-502',
      /shared\['a'\] names 'b'/,
    ],
    ['a version of a package itself', { name: 'a', shared: { b: { version: '1.0.0' } } }, 'FED-502', /Take it out/],
    [
      'no version',
      { name: 'a', shared: { b: { import: 'c', version: '^1' } } },
      'FED-502',
      /a version such as '18\.3\.1'/,
    ],
    ['a target', { name: 'a', target: 'es3' }, 'FED-502', /target in federation\(\) must be one of es5, /],
    [
      'a word for true',
      { name: 'a', shared: { b: { singleton: 'yes' } } },
      'FED-502',
      /must be true or false, not "yes"/,
    ],
    ['a way to shake', { name: 'a', shared: { b: { treeShake: 'all' } } }, 'FED-502', /'and-full'/],
    ['a mode', { name: 'a', mode: 'test' }, 'FED-502', /'production' or 'development'/],
    ['two exposes of one name', { name: 'a', exposes: { A: 'a', './A': 'b' } }, 'FED-504', /'A' and '.\/A'/],
    [
      'the same, with slashes',
      { name: 'a', exposes: { '/A': 'a', 'A/': 'b' } },
      'FED-504',
      /'\/A' and 'A\/', .* '.\/A'/,
    ],
    [
      'no range',
      { name: 'a', shared: { b: { requiredVersion: '^18..2' } } },
      'FED-506',
      /shared\['b'\].requiredVersion/,
    ],
    ['no range, required', { name: 'a', shared: { b: { requires: { c: 'x y' } } } }, 'FED-506', /requires\['c'\]/],
  ]
  test.each(rows)('%s', (_, options, code, says) => {
    expect(() => federation(options as never)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(says) }),
    )
  })
})

interface Row extends ProjectParts {
  readonly options: Omit<RemoteBuildOptions, 'root'>
  readonly code: string
  readonly says: RegExp
}

const widget = { exposes: { './Widget': './src/widget.js' } }

/** A widget that imports `lib`, which it shares: that package's index.js, and what else is in it. */
const sharingLib = (source: string, more: Readonly<Record<string, string>> = {}) => ({
  files: { 'src/widget.js': `import 'lib'` },
  packages: { lib: { ...pkg('lib', '1.0.0', source), ...more } },
  options: { ...widget, shared: ['lib'] },
})

const failing: Record<string, Row> = {
  'an exposed file that does not exist': {
    files: { 'src/widget.tsx': '' },
    options: { exposes: { './Widget': './src/wigdet.tsx' } },
    code: 'FED-503',
    says: /'\.\/src\/wigdet\.tsx', which is not in .* Did you mean '\.\/src\/widget\.tsx'\?/,
  },
  'an exposed file that is a folder': {
    files: { 'src/widget.js': '' },
    options: { exposes: { './Widget': './src' } },
    code: 'FED-503',
    says: /'\.\/src', which is a folder in .* Name a file in it/,
  },
  'a shared package that is not installed': {
    files: { 'src/widget.js': '' },
    packages: { react: pkg('react', '18.2.0') },
    options: { ...widget, shared: ['react', 'raect'] },
    code: 'FED-505',
    says: /'raect', which is not installed for @mall\/cart .* Did you mean 'react'\?/,
  },
  'a range in package.json that is none': {
    packageJson: { dependencies: { lib: '^1..0' } },
    files: { 'src/widget.js': `import { a } from 'lib'; console.log(a)` },
    packages: { lib: pkg('lib', '1.0.0') },
    options: { ...widget, shared: ['lib'] },
    code: 'FED-506',
    says: /'\^1\.\.0', given in dependencies in package\.json of @mall\/cart for 'lib'/,
  },
  'a remote whose range its own copy is not in': {
    files: { 'src/widget.js': `import { a } from 'lib'; console.log(a)` },
    packages: { lib: pkg('lib', '1.0.0') },
    options: { ...widget, shared: { lib: { requiredVersion: '^2.0.0' } } },
    code: 'FED-507',
    says: /@mall\/cart is rejected: .*lib.*\^2\.0\.0/,
  },
  'a remote with a copy that another of its copies does not accept': {
    files: { 'src/widget.js': `import { b } from 'ui'; import { a } from 'lib'; console.log(a, b)` },
    packages: {
      lib: pkg('lib', '1.0.0'),
      ui: pkg('ui', '3.0.0', `export { a as b } from 'lib'`, { peerDependencies: { lib: '^2' } }),
    },
    options: { ...widget, shared: ['lib', 'ui'] },
    code: 'FED-507',
    says: /@mall\/cart is rejected: .* ui@3\.0\.0 requires lib \^2, and @mall\/cart carries lib@1\.0\.0\./,
  },
  'a package of the workspace with a version that is none': {
    packages: { lib: pkg('lib', '1.0') },
    files: { 'src/widget.js': `import { a } from 'lib'; console.log(a)` },
    options: { ...widget, shared: ['lib'] },
    code: 'FED-201',
    says: /'1\.0', the version in package\.json of lib, in .*lib\. Write one of three numbers/,
  },
  'a subpath that the package does not have': {
    install: { 'react-17': ['react', 'react-dom'] },
    files: { 'src/widget.js': `import { createRoot } from 'react-dom/client'; createRoot()` },
    options: { ...widget, shared: ['react', 'react-dom'] },
    code: 'FED-508',
    says: /react-dom@17\.0\.2 has no 'react-dom\/client'/,
  },
  'a configured subpath, misspelt': {
    packages: { lib: pkg('lib', '1.0.0', '', { exports: { '.': './index.js', './client': './index.js' } }) },
    files: { 'src/widget.js': 'export const a = 1' },
    options: { ...widget, shared: { lib: { subpaths: ['./cleint'] } } },
    code: 'FED-508',
    says: /'lib\/cleint'. Did you mean '\.\/client'\?/,
  },
  'a package that has parts alone': {
    packages: { lib: pkg('lib', '1.0.0', '', { exports: { './app': './index.js', './auth': './index.js' } }) },
    files: { 'src/widget.js': `import { a } from 'lib'; console.log(a)` },
    options: { ...widget, shared: ['lib'] },
    code: 'FED-508',
    says: /lib@1\.0\.0 has no 'lib'\. It has 'lib\/app', 'lib\/auth'\./,
  },
  'a package without an entry, of whose parts none is named': {
    packages: { lib: pkg('lib', '1.0.0', '', { exports: { './*': './parts/*.js' } }) },
    files: { 'src/widget.js': `import { a } from 'lib'; console.log(a)` },
    options: { ...widget, shared: ['lib'] },
    code: 'FED-508',
    says: /lib@1\.0\.0 has no 'lib'\. Change the import/,
  },
  'a shared package with a syntax error': {
    packages: { lib: pkg('lib', '1.0.0', 'export const = 1') },
    files: { 'src/widget.js': `import 'lib'` },
    options: { ...widget, shared: ['lib'] },
    code: 'FED-509',
    says: /lib@1\.0\.0, found in .*: .*index\.js/,
  },
  'a shared package that imports what is not installed': {
    packages: { lib: pkg('lib', '1.0.0', `export * from 'absent'`) },
    files: { 'src/widget.js': `import { a } from 'lib'; console.log(a)` },
    options: { ...widget, shared: ['lib'] },
    code: 'FED-510',
    says: /lib@1\.0\.0 imports 'absent'/,
  },
  'a module that another plugin has broken after the bundler': {
    files: { 'src/widget.js': 'console.log(1)' },
    options: {
      ...widget,
      plugins: [
        {
          name: 'breaks',
          generateBundle(_, bundle) {
            for (const file of Object.values(bundle)) {
              if (file.type === 'chunk') file.code = 'class Clock { @property() accessor hours = 0 }'
            }
          },
        },
      ],
    },
    code: 'FED-511',
    says: /Widget-[^ ]*\.js, line 1, at "class Clock { @property\(\) accessor hours = 0 }": /,
  },
  'a package to offer under another name that is not installed': {
    files: { 'src/widget.js': '' },
    options: { ...widget, shared: { react: { import: 'preact/compat' } } },
    code: 'FED-505',
    says: /'react', which is not installed/,
  },
  'a target, and nothing to lower with': {
    files: { 'src/widget.js': 'console.log(1)' },
    options: { ...widget, target: 'es5' },
    code: 'FED-513',
    says: /target is 'es5', and @swc\/core, .* Install @swc\/core/,
  },
  'a shared package that is TypeScript, and nothing to compile with': {
    files: {
      'src/widget.js': `import { a } from '@mall/ui'; console.log(a)`,
      'ui/package.json': '{ "name": "@mall/ui", "version": "1.0.0", "main": "index.ts" }',
      'ui/index.ts': 'export const a: number = 1',
    },
    links: { '@mall/ui': 'ui' },
    options: { ...widget, shared: ['@mall/ui'] },
    code: 'FED-514',
    says: /index\.ts has to be compiled to be shared/,
  },
  "a library of Angular's, half compiled, and nothing to finish it": {
    files: { 'src/widget.js': `import '@acme/grid'` },
    packages: {
      '@acme/grid': {
        'package.json': '{ "name": "@acme/grid", "version": "1.0.0", "type": "module", "main": "index.js" }',
        'index.js': `import * as i0 from '@angular/core'; Grid.ɵcmp = i0.ɵɵngDeclareComponent({})`,
      },
    },
    options: { ...widget, shared: ['@acme/grid'] },
    code: 'FED-514',
    says: /index\.js has to be compiled to be shared.*half compiled.*has no @angular\/compiler-cli/,
  },
  'an export that a shared package does not have': {
    files: { 'src/widget.js': `import { useTable } from '@acme/grid'; export const widget = useTable()` },
    packages: {
      '@acme/grid': {
        'package.json': '{ "name": "@acme/grid", "version": "9.0.0", "type": "module", "main": "index.js" }',
        'index.js': `export const useTables = () => 1; export default 1`,
      },
    },
    options: { ...widget, shared: ['@acme/grid'] },
    code: 'FED-520',
    says: /imports 'useTable' of '@acme\/grid', and .* 9\.0\.0, has no such export\. Did you mean 'useTables'\?/,
  },
  "a library of Svelte's, and no Svelte": {
    files: { 'src/widget.js': `import '@acme/dialog'` },
    packages: {
      '@acme/dialog': {
        'package.json':
          '{ "name": "@acme/dialog", "version": "1.0.0", "type": "module", "exports": { "svelte": "./index.js" } }',
        'index.js': `export { default as Dialog } from './dialog.svelte'`,
        'dialog.svelte': '<p>text</p>',
      },
    },
    options: { ...widget, shared: ['@acme/dialog'] },
    code: 'FED-514',
    says: /dialog\.svelte has to be compiled to be shared.*has no svelte/,
  },
  "a component of Vue's, and no Vue": {
    ...sharingLib(`export { default } from './a.vue'`, { 'a.vue': '<template/>' }),
    code: 'FED-514',
    says: /a\.vue has to be compiled to be shared.*has no vue of version 3/,
  },
  'a component of Vue’s that is spread over files': {
    install: { 'vue-3': ['vue'] },
    ...sharingLib(`export { default } from './a.vue'`, { 'a.vue': '<script src="./a.js"></script>' }),
    code: 'FED-509',
    says: /<script src>: put what is in \.\/a\.js into the component/,
  },
  'a stylesheet to compile, and nothing to do it': {
    ...sharingLib(`import './a.scss'`, { 'a.scss': '' }),
    code: 'FED-514',
    says: /a\.scss has to be compiled to be shared.*has no vite/,
  },
  'a stylesheet to compile and to have as text': {
    ...sharingLib(`export { default } from './a.scss?inline'`, { 'a.scss': '' }),
    code: 'FED-514',
    says: /a\.scss\?inline has to be compiled to be shared/,
  },
  'a picture that a plugin would compile': {
    ...sharingLib(`export { default } from './a.svg?react'`, { 'a.svg': '<svg/>' }),
    code: 'FED-514',
    says: /a\.svg\?react has to be compiled to be shared/,
  },
  'what only Vite has, in a shared package': {
    ...sharingLib(`export const all = import.meta.glob('./*.js')`),
    code: 'FED-509',
    says: /import\.meta\.glob is Vite's own\. Share the package as it is built/,
  },
  'an asset that does not exist': {
    files: { 'src/widget.js': `export const logo = new URL('./logo.svg', import.meta.url)` },
    options: widget,
    code: 'FED-512',
    says: /widget\.js refers to '\.\/logo\.svg', which does not exist/,
  },
  'an asset of a stylesheet that does not exist': {
    files: { 'src/widget.js': `import './widget.css'`, 'src/widget.css': `a { background: url(logo.svg) }` },
    options: widget,
    code: 'FED-512',
    says: /widget\.css refers to 'logo\.svg'/,
  },
}

describe('a build fails with what to change', () => {
  test.each(Object.entries(failing))('%s', async (_, { options, code, says, ...project }) => {
    const root = createProject(project)
    await expect(buildRemote({ root, ...options })).rejects.toMatchObject({
      // Bundlers put their own code in its place, and the plugin's beside it.
      pluginCode: code,
      message: expect.stringMatching(says),
    })
  })
})

test('a plugin of Vite that writes for another page fails the build', async () => {
  const root = createProject({ files: { 'src/widget.js': '' } })
  const plugins = [{ name: 'vite:legacy-post-process' }]
  const building = buildRemote({ root, bundler: 'vite', plugins, ...widget })
  await expect(building).rejects.toMatchObject({
    code: 'FED-528',
    message: expect.stringMatching(/Take it out.*target/),
  })
})

/** A widget on lib 2, and on a package that brings lib 1. */
const onTwoVersions = {
  packages: {
    lib: pkg('lib', '2.0.0', 'export const version = 2'),
    old: pkg('old', '1.0.0', `import { version } from 'lib'; export const inner = version`),
    'old/node_modules/lib': pkg('lib', '1.0.0', 'export const version = 1'),
  },
  files: {
    'src/widget.js': `import { inner } from 'old'; import { version } from 'lib'; console.log(inner, version)`,
  },
}

const warned: Record<string, Row> = {
  'all dependencies, and there are none': {
    packageJson: { dependencies: { '@types/lib': '^1.0.0', gone: '^1.0.0' }, devDependencies: { lib: '^1.0.0' } },
    packages: { lib: pkg('lib', '1.0.0'), '@types/lib': pkg('@types/lib', '1.0.0') },
    files: { 'src/widget.js': `import { a } from 'lib'; console.log(a)` },
    options: { ...widget, shared: 'dependencies' },
    code: 'FED-529',
    says: /package\.json has none that is installed\. .* devDependencies: lib\./,
  },
  'an import of another version than the shared one': {
    packageJson: { dependencies: { lib: '^2.0.0', old: '^1.0.0' } },
    ...onTwoVersions,
    options: { ...widget, shared: ['lib', 'old'] },
    code: 'FED-521',
    says: /old imports 'lib' and gets lib@1\.0\.0, while lib@2\.0\.0 is shared/,
  },
  'the same, in a package that is bundled': {
    ...onTwoVersions,
    options: { ...widget, shared: ['lib'] },
    code: 'FED-521',
    says: /old imports 'lib' and gets lib@1\.0\.0/,
  },
  'the same, where what is bundled imports a part of itself': {
    packages: {
      lib: pkg('lib', '2.0.0', 'export const version = 2'),
      old: pkg('old', '1.0.0', `import { version } from 'lib'; export const inner = version`),
      'old/node_modules/lib': {
        ...pkg('lib', '1.0.0', `export { version } from 'lib/part.js'`),
        'part.js': 'export const version = 1',
      },
    },
    files: {
      'src/widget.js': `import { inner } from 'old'; import { version } from 'lib'; console.log(inner, version)`,
    },
    options: { ...widget, shared: ['lib', 'old'] },
    code: 'FED-521',
    says: /old imports 'lib' and gets lib@1\.0\.0/,
  },
  'two versions of what only copies import: the first one has settled it': {
    packages: {
      one: pkg('one', '1.0.0', `export { version as one } from 'lib'`),
      'one/node_modules/lib': pkg('lib', '1.0.0', 'export const version = 1'),
      two: pkg('two', '1.0.0', `export { version as two } from 'lib'`),
      'two/node_modules/lib': pkg('lib', '2.0.0', 'export const version = 2'),
    },
    files: { 'src/widget.js': `import { one } from 'one'; import { two } from 'two'; console.log(one, two)` },
    options: { ...widget, shared: ['two', 'one', 'lib'] },
    code: 'FED-521',
    says: /two imports 'lib' and gets lib@2\.0\.0, while lib@1\.0\.0 is shared/,
  },
  'a package with state in two copies': {
    packages: {
      store: pkg('store', '1.0.0', 'let count = 0; export const next = () => ++count'),
      one: pkg('one', '1.0.0', `export { next as one } from 'store'`),
      two: pkg('two', '1.0.0', `export { next as two } from 'store'`),
    },
    files: { 'src/widget.js': `import { one } from 'one'; import { two } from 'two'; console.log(one, two)` },
    options: { ...widget, shared: ['one', 'two'] },
    code: 'FED-522',
    says: /its own\.\n {2}store@1\.0\.0, in one@1\.0\.0 and two@1\.0\.0\nAdd to `shared`: 'store'\./,
  },
  'a package with state in a copy and in own code': {
    packages: {
      store: pkg('store', '1.0.0', 'const all = new Map(); export const get = key => all.get(key)'),
      one: pkg('one', '1.0.0', `export { get as one } from 'store'`),
    },
    files: { 'src/widget.js': `import { one } from 'one'; import { get } from 'store'; console.log(one, get)` },
    options: { ...widget, shared: ['one'] },
    code: 'FED-522',
    says: /store@1\.0\.0, in one@1\.0\.0 and the remote's own modules/,
  },
  'a peer that is not shared': {
    packages: { react: pkg('react', '18.2.0') },
    files: { 'src/widget.js': `import { a } from 'react'; console.log(a)` },
    options: { exposes: { './Widget': { import: './src/widget.js', peers: ['raect'] } }, shared: ['react'] },
    code: 'FED-530',
    says: /exposes\['\.\/Widget'\] names 'raect', .* Did you mean 'react'\?/,
  },
  'a worker of its own, where the bundler has no plugin for that': {
    files: {
      'src/widget.js': `export const start = () => new Worker(new URL('./worker.js', import.meta.url))`,
      'src/worker.js': '',
    },
    options: widget,
    code: 'FED-526',
    says: /widget\.js refers to '\.\/worker\.js', which is not bundled/,
  },
  'a variable of a project, in a shared package': {
    packages: { lib: pkg('lib', '1.0.0', 'export const a = import.meta.env.VITE_KEY ?? import.meta.env.MODE') },
    files: { 'src/widget.js': `import { a } from 'lib'; console.log(a)` },
    options: { ...widget, shared: ['lib'] },
    code: 'FED-523',
    says: /lib@1\.0\.0: .*import\.meta\.env\.VITE_KEY is not there, since a shared copy is the same in every remote/,
  },
  'a worker of a shared package that cannot be bundled': {
    packages: {
      lib: {
        ...pkg('lib', '1.0.0', `export const start = () => new Worker(new URL('./worker.js', import.meta.url))`),
        'worker.js': `import 'absent'`,
      },
    },
    files: { 'src/widget.js': `import { start } from 'lib'; start()` },
    options: { ...widget, shared: ['lib'] },
    code: 'FED-523',
    says: /the worker .*worker\.js of lib@1\.0\.0 will not start: FED-510 .*'absent'/,
  },
  'a module of a shared package that may be a worker': {
    packages: {
      lib: {
        ...pkg('lib', '1.0.0', `export const url = new URL('./worker.js', import.meta.url)`),
        'worker.js': '',
      },
    },
    files: { 'src/widget.js': `import { url } from 'lib'; new Worker(url)` },
    options: { ...widget, shared: ['lib'] },
    code: 'FED-523',
    says: /the worker .*worker\.js of lib@1\.0\.0 will not start: what it is for is not said/,
  },
  'a file that a shared package names and does not have': {
    packages: { lib: pkg('lib', '1.0.0', `export const url = new URL('./gone.json', import.meta.url)`) },
    files: { 'src/widget.js': `import { url } from 'lib'; console.log(url)` },
    options: { ...widget, shared: ['lib'] },
    code: 'FED-523',
    says: /lib@1\.0\.0: .*index\.js refers to '\.\/gone\.json', which does not exist\. It stays as it is\.$/,
  },
  'the same in a stylesheet of a package': {
    packages: { lib: { ...pkg('lib', '1.0.0'), 'lib.css': 'a { src: url(gone.woff) }' } },
    files: { 'src/widget.js': `import 'lib/lib.css'` },
    options: widget,
    code: 'FED-512',
    says: /lib\.css refers to 'gone\.woff', which does not exist/,
  },
  'what the bundler warns of in a shared package': {
    packages: {
      lib: { ...pkg('lib', '1.0.0', `import * as b from './b.js'; export const a = b.absent`), 'b.js': 'export {}' },
    },
    files: { 'src/widget.js': `import { a } from 'lib'; console.log(a)` },
    options: { ...widget, shared: ['lib'] },
    code: 'FED-523',
    says: /lib@1\.0\.0: .*[^.]\.$/,
  },
}

test('what is normal in published packages is not warned of', async () => {
  const packages = {
    lib: pkg(
      'lib',
      '1.0.0',
      `import unused, { a } from 'other'; export { next } from 'stylis'; export const b = eval(a)`,
    ),
    other: pkg('other', '1.0.0', `export { next } from 'stylis'; export default 1; export const a = document.title`),
    // Its state lives as long as a call.
    stylis: pkg('stylis', '4.0.0', 'let count = 0; export const next = () => ++count'),
  }
  const files = { 'src/widget.js': `import { b } from 'lib'; console.log(b)` }
  const { warnings } = await buildRemote({
    root: createProject({ packages, files }),
    ...widget,
    shared: ['lib', 'other'],
  })
  expect(warnings).toEqual([])
})

describe('a build warns of what is likely not meant', () => {
  test.each(Object.entries(warned))('%s', async (_, { options, code, says, ...project }) => {
    const { warnings } = await buildRemote({ root: createProject(project), expectedWarnings: [code], ...options })
    expect(warnings.map(warning => warning.pluginCode)).toEqual([code])
    expect(warnings[0]!.message).toMatch(says)
  })
})

test.each([
  ["'dependencies'", 'dependencies' as const],
  ['names', ['lib']],
])("under Yarn's Plug'n'Play, which has no node_modules, %s cannot be shared", async (_as, shared) => {
  Object.defineProperty(process.versions, 'pnp', { value: '3', configurable: true })
  onTestFinished(() => void Reflect.deleteProperty(process.versions, 'pnp'))
  const root = createProject({
    packageJson: { dependencies: { lib: '^1.0.0' } },
    files: { 'src/widget.js': `import { a } from 'lib'; console.log(a)` },
  })
  await expect(buildRemote({ root, ...widget, shared })).rejects.toMatchObject({
    pluginCode: 'FED-505',
    message: expect.stringMatching(/'lib', .* Plug'n'Play .*nodeLinker: node-modules/),
  })
})
