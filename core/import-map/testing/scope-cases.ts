import { app, pageUrl, type ResolutionCase } from './resolution-case.js'

/** Scopes: which are a module's, and in what order they are asked. */
export const scopeCases: readonly ResolutionCase[] = [
  {
    name: 'scopes match exactly, or as a prefix where they end in a slash',
    map: {
      scopes: {
        '/js': { moment: '/only-triggered-by-exact/moment', 'moment/': '/only-triggered-by-exact/moment/' },
        '/js/': { moment: '/triggered-by-any-subpath/moment', 'moment/': '/triggered-by-any-subpath/moment/' },
      },
    },
    answers: {
      'http://shop.test/js': {
        moment: 'http://shop.test/only-triggered-by-exact/moment',
        'moment/foo': 'http://shop.test/only-triggered-by-exact/moment/foo',
      },
      'http://shop.test/js/': {
        moment: 'http://shop.test/triggered-by-any-subpath/moment',
        'moment/foo': 'http://shop.test/triggered-by-any-subpath/moment/foo',
      },
      'http://shop.test/js/app.mjs': {
        moment: 'http://shop.test/triggered-by-any-subpath/moment',
        'moment/foo': 'http://shop.test/triggered-by-any-subpath/moment/foo',
      },
      'http://shop.test/jsx': { moment: 'FED-303' },
      'http://shop.test/JS/app.mjs': { moment: 'FED-303' },
      'http://cdn.test/js/app.mjs': { moment: 'FED-303' },
    },
  },
  {
    name: 'scopes: the most specific first, then the others, then the imports',
    map: {
      imports: {
        a: '/a-1.mjs',
        b: '/b-1.mjs',
        c: '/c-1.mjs',
        'd/': '/d-1/',
        './local.js': '/local-1.mjs',
      },
      scopes: {
        '/scope2/': { a: '/a-2.mjs', 'd/': '/d-2/' },
        '/scope2/scope3/': { b: '/b-3.mjs', 'd/': '/d-3/', 'd/e': '/e-3' },
        '/scope2/exact.js': { a: '/a-exact.mjs' },
        'http://cdn.test': { a: '/a-origin.mjs' },
        'relative/': { a: './a-relative.mjs' },
        '': { a: '/a-of-the-page.mjs' },
        'http://[': { a: '/never.mjs' },
      },
    },
    answers: {
      'http://shop.test/scope1/foo.mjs': {
        a: 'http://shop.test/a-1.mjs',
        b: 'http://shop.test/b-1.mjs',
        'd/x': 'http://shop.test/d-1/x',
        '../app/local.js': 'http://shop.test/local-1.mjs',
      },
      'http://shop.test/scope2/foo.mjs': {
        a: 'http://shop.test/a-2.mjs',
        b: 'http://shop.test/b-1.mjs',
        'd/x': 'http://shop.test/d-2/x',
      },
      'http://shop.test/scope2/scope3/foo.mjs': {
        a: 'http://shop.test/a-2.mjs',
        b: 'http://shop.test/b-3.mjs',
        c: 'http://shop.test/c-1.mjs',
        'd/x': 'http://shop.test/d-3/x',
        'd/e': 'http://shop.test/e-3',
        e: 'FED-303',
      },
      'http://shop.test/scope2/exact.js': { a: 'http://shop.test/a-exact.mjs', 'd/x': 'http://shop.test/d-2/x' },
      'http://shop.test/scope2/exact.js?v=1': { a: 'http://shop.test/a-2.mjs' },
      'http://cdn.test/any/module.js': { a: 'http://shop.test/a-origin.mjs', b: 'http://shop.test/b-1.mjs' },
      'http://shop.test/app/relative/x.js': { a: 'http://shop.test/app/a-relative.mjs' },
      'http://shop.test/app/other.js': { a: 'http://shop.test/a-1.mjs' },
      [pageUrl]: { a: 'http://shop.test/a-of-the-page.mjs' },
    },
  },
  {
    name: 'a scope whose prefix backtracks ends the search',
    map: {
      imports: { 'p/': '/outer/', 'p/../q': '/exact.js' },
      scopes: { '/js/': { 'p/': '/inner/' } },
    },
    answers: {
      [app]: { 'p/x': 'http://shop.test/inner/x', 'p/../q': 'FED-305' },
      'http://shop.test/x.js': { 'p/x': 'http://shop.test/outer/x', 'p/../q': 'http://shop.test/exact.js' },
    },
  },
  {
    name: 'URLs are remapped in scopes too',
    map: {
      imports: { '/app/dep.js': '/lib/dep-for-all.js' },
      scopes: {
        '/js/': { '/app/dep.js': '/lib/dep-for-js.js', './chunks/': 'http://cdn.test/chunks/' },
        'http://cdn.test/': { 'http://shop.test/': 'http://cdn.test/mirror/' },
      },
    },
    answers: {
      [app]: {
        '../app/dep.js': 'http://shop.test/lib/dep-for-js.js',
        '/app/chunks/1.js': 'http://cdn.test/chunks/1.js',
        './chunks/1.js': 'http://shop.test/js/chunks/1.js',
      },
      'http://cdn.test/x.js': {
        'http://shop.test/any/y.js': 'http://cdn.test/mirror/any/y.js',
        '/x/y.js': 'http://cdn.test/x/y.js',
        'http://shop.test/app/dep.js': 'http://cdn.test/mirror/app/dep.js',
      },
      [pageUrl]: { './dep.js': 'http://shop.test/lib/dep-for-all.js' },
    },
  },
]
