/* One build of the remote of build.mjs: `node build-once.mjs <bundler> <alone | federation | shaken> <root>`. */
const [bundler, kind, root] = process.argv.slice(2)
process.chdir(root)

const packages = ['react', 'react-dom', '@mui/material', '@emotion/react', '@emotion/styled', 'lodash-es']
const shared = Object.fromEntries(packages.map(name => [name, kind === 'shaken' ? { treeShake: 'and-full' } : {}]))
const options = { name: '@bench/remote', exposes: { './Widget': './src/widget.jsx' }, shared }
const input = kind === 'alone' ? { input: 'src/widget.jsx', preserveEntrySignatures: 'strict' } : {}
const define = { 'process.env.NODE_ENV': '"production"' }

/** The plugin, for all but the bundler alone. */
async function plugin(entry) {
  if (kind === 'alone') return []
  const { federation } = await import(entry)
  return [federation(options)]
}

const builds = {
  async rollup() {
    const [
      { rollup },
      { default: esbuild },
      { nodeResolve },
      { default: replace },
      { default: commonjs },
      { default: terser },
    ] = await Promise.all([
      import('rollup'),
      import('rollup-plugin-esbuild'),
      import('@rollup/plugin-node-resolve'),
      import('@rollup/plugin-replace'),
      import('@rollup/plugin-commonjs'),
      import('@rollup/plugin-terser'),
    ])
    const bundle = await rollup({
      ...input,
      plugins: [
        await plugin('fedmap/build-plugin'),
        nodeResolve({ browser: true, exportConditions: ['production'] }),
        replace({ preventAssignment: true, values: define }),
        commonjs(),
        esbuild({ jsx: 'automatic', target: 'es2022' }),
      ],
      onLog() {},
    })
    await bundle.write({ dir: 'dist', sourcemap: true, plugins: [terser({ module: true })] })
  },
  async rolldown() {
    const { rolldown } = await import('rolldown')
    const bundle = await rolldown({
      ...input,
      plugins: await plugin('fedmap/rolldown'),
      transform: { define },
      onLog() {},
    })
    await bundle.write({ dir: 'dist', sourcemap: true, minify: true })
  },
  async vite() {
    const { build } = await import('vite')
    await build({
      configFile: false,
      logLevel: 'silent',
      plugins: await plugin('fedmap/vite'),
      build: { sourcemap: true, rollupOptions: input },
    })
  },
}
await builds[bundler]()
