import type { FederationOptions } from '../index.js'

/** One package, or some that belong together, as a remote shares and uses them. */
export interface MatrixCase {
  /** The folder of its package.json and its sources: relative to build-plugin. */
  readonly folder: string
  /** What it is for, in the table. */
  readonly title: string
  readonly widget: string
  readonly shared: FederationOptions['shared']
  /** All packages that must come from copies. */
  readonly copies: readonly string[]
  /** What the widget's `values` answers after one click. */
  readonly values?: object
  readonly expectedWarnings?: readonly string[]
  /** Default: all three. */
  readonly bundlers?: readonly MatrixBundler[]
}

export type MatrixBundler = 'rollup' | 'rolldown' | 'vite'

const react = ['react', 'react-dom']

/** What React 18 and 19 answer, by each of react-dom's ways to render. */
const rendered = {
  html: '<i>server</i>',
  portal: 'portal',
  stream: '<i>server</i>',
  still: '<i>server</i>',
  act: 'function',
  profiling: 'function',
}

/** What the ordinary tests run. */
export const ordinaryCases: readonly MatrixCase[] = [
  {
    folder: 'fixtures/react-17',
    title: 'react 17, react-dom with all its subpaths',
    widget: 'widget.jsx',
    shared: react,
    copies: react,
    values: { html: '<i data-reactroot="">server</i>', isRemoved: true, act: 'function' },
  },
  {
    folder: 'fixtures/vue',
    title: 'vue 3',
    widget: 'widget.js',
    shared: ['vue'],
    copies: ['vue'],
  },
]

/** What `npm run test:matrix` runs besides: most of it is installed for that, and MUI takes as long as all others here. */
export const furtherCases: readonly MatrixCase[] = [
  {
    folder: 'fixtures/mui',
    title: '@mui/material with @emotion',
    widget: 'widget.jsx',
    // The last are none of its own dependencies: the build tells that they would be there twice.
    shared: ['@emotion/react', '@emotion/styled', '@mui/material', ...react, '@emotion/cache', '@emotion/serialize'],
    copies: ['@emotion/cache', '@emotion/react', '@emotion/serialize', '@emotion/styled', '@mui/material', ...react],
    values: {
      plain: 'rgb(1, 2, 3)',
      fancy: '3px solid rgb(1, 2, 3)',
      global: 'rgb(4, 5, 6)',
      button: 'rgb(1, 2, 3)',
      slider: 'rgb(1, 2, 3)',
    },
  },
  {
    folder: 'fixtures/react-18',
    title: 'react 18, react-dom with all its subpaths',
    widget: 'widget.jsx',
    shared: react,
    copies: react,
    values: rendered,
  },
  {
    folder: 'fixtures/react-19',
    title: 'react 19, react-dom with all its subpaths',
    widget: 'widget.jsx',
    shared: react,
    copies: react,
    values: rendered,
  },
  {
    folder: 'matrix/react-router',
    title: 'react-router-dom',
    widget: 'widget.jsx',
    shared: ['react', 'react-dom', 'react-router', 'react-router-dom'],
    copies: [...react, 'react-router', 'react-router-dom'],
  },
  {
    folder: 'matrix/react-query',
    title: '@tanstack/react-query',
    widget: 'widget.jsx',
    shared: 'dependencies',
    copies: ['@tanstack/react-query', ...react],
  },
  {
    folder: 'matrix/zustand',
    title: 'zustand, with its middleware',
    widget: 'widget.jsx',
    shared: 'dependencies',
    copies: [...react, 'zustand'],
    values: { vanilla: 7 },
  },
  {
    folder: 'matrix/redux',
    title: '@reduxjs/toolkit with react-redux',
    widget: 'widget.jsx',
    shared: 'dependencies',
    copies: ['@reduxjs/toolkit', ...react, 'react-redux'],
    values: { answer: 42, hook: 'function' },
  },
  {
    folder: 'matrix/styled-components',
    title: 'styled-components',
    widget: 'widget.jsx',
    shared: 'dependencies',
    copies: [...react, 'styled-components'],
    values: { button: 'rgb(1, 2, 3)', global: 'rgb(4, 5, 6)' },
  },
  {
    folder: 'matrix/vue-router',
    title: 'vue 3 with pinia and vue-router, components in .vue files',
    widget: 'widget.js',
    shared: 'dependencies',
    copies: ['pinia', 'vue', 'vue-router'],
  },
  {
    folder: 'matrix/svelte',
    title: 'svelte 5, components in .svelte files',
    widget: 'widget.js',
    shared: 'dependencies',
    copies: ['svelte'],
    values: { label: '2 of 40', clicks: 40 },
  },
  {
    folder: 'matrix/solid',
    title: 'solid-js with its store and web',
    widget: 'widget.jsx',
    shared: 'dependencies',
    copies: ['solid-js'],
    values: { double: '2' },
  },
  { folder: 'matrix/preact', title: 'preact', widget: 'widget.js', shared: 'dependencies', copies: ['preact'] },
  {
    folder: 'matrix/preact-as-react',
    title: 'preact in the place of react, by `npm:`',
    widget: 'widget.jsx',
    shared: 'dependencies',
    copies: ['preact', ...react],
  },
  {
    folder: 'matrix/lit',
    title: 'lit with its directives',
    widget: 'widget.js',
    shared: 'dependencies',
    copies: ['lit'],
    values: { color: 'rgb(1, 2, 3)', items: ['1', '2'] },
  },
  {
    folder: 'matrix/rxjs',
    title: 'rxjs with operators and ajax',
    widget: 'widget.js',
    shared: 'dependencies',
    copies: ['rxjs'],
    values: { mapped: 21, fetched: { a: 1 } },
  },
  {
    folder: 'matrix/lodash',
    title: 'lodash, whole and by function',
    widget: 'widget.js',
    shared: 'dependencies',
    copies: ['lodash'],
    values: { chain: [6, 4, 2], chunk: [[1, 2], [3]], get: 5, version: '4.18.1' },
  },
  {
    folder: 'matrix/lodash-es',
    title: 'lodash-es, whole and by function',
    widget: 'widget.js',
    shared: 'dependencies',
    copies: ['lodash-es'],
    values: { camel: 'oneTwo', chunk: [[1, 2], [3]], get: 5 },
  },
  {
    folder: 'matrix/dayjs',
    title: 'dayjs with plugins and locales',
    widget: 'widget.js',
    shared: 'dependencies',
    copies: ['dayjs'],
    values: { german: '2 Stunden', local: '13:00', utc: '1. Januar' },
  },
  {
    folder: 'matrix/moment',
    title: 'moment with locales',
    widget: 'widget.js',
    shared: 'dependencies',
    copies: ['moment'],
    values: { german: '1. März', ago: '2 hours' },
  },
  {
    folder: 'matrix/d3',
    title: 'd3',
    widget: 'widget.js',
    shared: 'dependencies',
    copies: ['d3'],
    values: { scaled: 40, color: 'rgb(128, 128, 128)', hasTransition: 'function', names: true },
  },
  {
    folder: 'matrix/three',
    title: 'three with its addons',
    widget: 'widget.js',
    shared: 'dependencies',
    copies: ['three'],
    values: { pixel: [0, 255, 0, 255], isOwn: true },
  },
  {
    folder: 'matrix/svelte-library',
    title: 'libraries of Svelte, published as components',
    widget: 'widget.js',
    shared: 'dependencies',
    copies: ['@internationalized/date', 'bits-ui', 'svelte', 'svelte-sonner'],
    values: { isOn: 'checked', toast: 'switched on' },
  },
  {
    folder: 'matrix/angular',
    title: 'Angular, without zone.js (Vite alone)',
    widget: 'widget.ts',
    shared: 'dependencies',
    copies: [
      '@angular/common',
      '@angular/core',
      '@angular/forms',
      '@angular/platform-browser',
      '@angular/router',
      'rxjs',
    ],
    values: { price: '$1.50', loud: 'BOWL /' },
    bundlers: ['vite'],
  },
  {
    folder: 'matrix/single-spa-6',
    title: 'single-spa 6',
    widget: 'widget.js',
    shared: 'dependencies',
    copies: ['single-spa'],
    values: { navigate: 'function', unregister: 'function' },
  },
  {
    folder: 'matrix/single-spa-7',
    title: 'single-spa 7 (ES modules only)',
    widget: 'widget.js',
    shared: 'dependencies',
    copies: ['single-spa'],
    values: { navigate: 'function', unregister: 'function' },
  },
]
