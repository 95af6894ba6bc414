import { lockstep } from '../../core/lockstep.js'

/** Whether a copy of `packageName` needs `other` at exactly its own version. */
export function isLockstep(packageName: string, other: string): boolean {
  return lockstep[packageName] === other
}

/**
 * Subpaths that users of a package need. A copy always offers them, so that the copies of different remotes are equal and
 * can stand in for each other, and so that remotes whose components cross find one that serves both.
 */
export const usualSubpaths: Readonly<Record<string, readonly string[]>> = {
  react: ['.', './jsx-runtime'],
  'react-dom': ['.', './client'],
  preact: ['.', './hooks', './jsx-runtime'],
  'solid-js': ['.', './web', './store'],
  svelte: [
    '.',
    './animate',
    './easing',
    './internal/client',
    './internal/disclose-version',
    './internal/flags/legacy',
    './motion',
    './reactivity',
    './store',
    './transition',
  ],
  '@emotion/react': ['.', './jsx-runtime'],
}

/**
 * Packages that own a tree of components: a component that crosses into another's tree needs the same copy. Custom elements,
 * as lit's are, do not.
 */
export const uiRuntimes: ReadonlySet<string> = new Set([
  'react',
  '@angular/core',
  'preact',
  'vue',
  'svelte',
  'solid-js',
  '@emotion/react',
  'styled-components',
  '@stencil/core',
  'inferno',
  'alpinejs',
])

/** Packages whose module variables hold what one call needs, or what every instance would find: two of them do no harm. */
export const harmlessState: ReadonlySet<string> = new Set([
  '@emotion/cache',
  '@emotion/serialize',
  '@vue/shared',
  'stylis',
  'use-sync-external-store',
])

/** What the compilers of single-file components call the package whose run time they compile to. */
export const compiledExtensions: Readonly<Record<string, string>> = { '.vue': 'vue', '.svelte': 'svelte' }

/** Whether Angular's compiler wrote it: then it needs `@angular/core` at least as new as that, which gives what it calls. */
export function isCompiledForAngular(code: string): boolean {
  return /(?:ɵɵ|\\u0275\\u0275)define/.test(code)
}

/** Compile-time flags that packages read as free names, beside NODE_ENV. */
export const compileFlags: Readonly<Record<string, string>> = {
  __VUE_OPTIONS_API__: 'true',
  __VUE_PROD_DEVTOOLS__: 'false',
  __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
}

/** The same for production alone. Told to the minifier, since code asks for them in many ways: `typeof ngDevMode`. */
export const productionFlags: Readonly<Record<string, boolean>> = {
  ngDevMode: false,
  ngHmrMode: false,
  ngI18nClosureMode: false,
  ngJitMode: false,
  ngServerMode: false,
}
