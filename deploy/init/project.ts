/** What a project has that matters for what it needs. */
export interface Project {
  /** Its package.json. */
  readonly packageJson: {
    readonly name?: string
    readonly version?: string
    readonly packageManager?: string
    readonly dependencies?: Readonly<Record<string, string>>
    readonly devDependencies?: Readonly<Record<string, string>>
    readonly scripts?: Readonly<Record<string, string>>
  }
  /** Paths of its files, relative, with `/`. */
  readonly files: readonly string[]
  /** Those of its configurations that have fedmap's plugin. */
  readonly federated: readonly string[]
  readonly manager: Manager
}

/** What installs packages. */
export type Manager = 'npm' | 'pnpm' | 'yarn' | 'bun'

const lockFiles: Readonly<Record<string, Manager>> = {
  'package-lock.json': 'npm',
  'npm-shrinkwrap.json': 'npm',
  'pnpm-lock.yaml': 'pnpm',
  'pnpm-workspace.yaml': 'pnpm',
  'yarn.lock': 'yarn',
  'bun.lock': 'bun',
  'bun.lockb': 'bun',
}

/** What a folder says of the package manager, by its files and the `packageManager` of its package.json. */
export function managerOf(files: readonly string[], packageManager: unknown): Manager | undefined {
  const [, named] = /^(npm|pnpm|yarn|bun)@/.exec(String(packageManager)) ?? []
  const lockFile = files.find(file => Object.hasOwn(lockFiles, file))
  return (named as Manager | undefined) ?? (lockFile === undefined ? undefined : lockFiles[lockFile])
}

export type Bundler = 'vite' | 'rollup' | 'rolldown'

export const bundlers: readonly Bundler[] = ['vite', 'rollup', 'rolldown']

/** The one that the project uses; Vite where it has none. */
export function bundlerOf({ packageJson, files }: Project): Bundler {
  const isUsed = (bundler: Bundler) =>
    files.some(file => file.startsWith(`${bundler}.config.`)) || hasPackage(packageJson, bundler)
  return bundlers.find(isUsed) ?? 'vite'
}

/** What the project's own modules are written in. */
export function languageOf({ files }: Project): 'ts' | 'js' {
  return files.includes('tsconfig.json') ? 'ts' : 'js'
}

export function hasPackage({ dependencies, devDependencies }: Project['packageJson'], name: string): boolean {
  return Object.hasOwn({ ...dependencies, ...devDependencies }, name)
}

/** Of its dependencies those that it should share. */
export function sharedOf({ packageJson }: Project): readonly string[] {
  return Object.keys(packageJson.dependencies ?? {}).filter(dependency => worthSharing.has(dependency))
}

/** Packages of which two copies in one page are waste or trouble: what a remote shares, as a rule. */
const worthSharing: ReadonlySet<string> = new Set([
  '@angular/animations',
  '@angular/common',
  '@angular/core',
  '@angular/forms',
  '@angular/platform-browser',
  '@angular/router',
  '@emotion/react',
  '@emotion/styled',
  '@tanstack/react-query',
  'lit',
  'mobx',
  'preact',
  'react',
  'react-dom',
  'react-redux',
  'react-router',
  'react-router-dom',
  'redux',
  'rxjs',
  'solid-js',
  'styled-components',
  'svelte',
  'vue',
  'vue-router',
  'zone.js',
  'zustand',
])
