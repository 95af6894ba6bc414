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
  /** Packages that the folders around it have for it too: the workspace's. */
  readonly around: readonly string[]
  /** Its dependencies that are packages of the same workspace, or other folders. */
  readonly linked: readonly string[]
  /** Paths of its files, relative, with `/`. */
  readonly files: readonly string[]
  /** What is in its pages and in its bundlers' configurations, by their paths. */
  readonly texts: Readonly<Record<string, string>>
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

/** Where a project has its page. */
export const pagePaths = /^(?:public\/)?index\.html$/

/** Where the configuration of one of the bundlers is. */
export const configPaths = /^(?:vite|rollup|rolldown)\.config\.[cm]?[jt]s$/

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

/**
 * Of its dependencies those that it should share. All of the workspace: other remotes use them too, what they keep (a
 * context, a store) is meant to be one, and what no module imports costs nothing.
 */
export function sharedOf({ packageJson, linked }: Project): readonly string[] {
  const isShared = (name: string) => worthSharing.has(name) || linked.includes(name)
  return Object.keys(packageJson.dependencies ?? {}).filter(isShared)
}

/** Packages of which two copies in one page are waste or trouble: what a remote shares, as a rule. */
const worthSharing: ReadonlySet<string> = new Set([
  '@angular/animations',
  '@angular/common',
  '@angular/core',
  '@angular/forms',
  '@angular/platform-browser',
  '@angular/router',
  '@apollo/client',
  '@chakra-ui/react',
  '@emotion/react',
  '@emotion/styled',
  '@mui/material',
  '@reduxjs/toolkit',
  '@tanstack/react-query',
  '@tanstack/vue-query',
  'antd',
  'i18next',
  'jotai',
  'lit',
  'mobx',
  'pinia',
  'preact',
  'react',
  'react-dom',
  'react-hook-form',
  'react-i18next',
  'react-intl',
  'react-redux',
  'react-router',
  'react-router-dom',
  'redux',
  'rxjs',
  'solid-js',
  'styled-components',
  'svelte',
  'swr',
  'vue',
  'vue-i18n',
  'vue-router',
  'zone.js',
  'zustand',
])
