import { join } from 'node:path'
import { watch as watchWithRolldown } from 'rolldown'
import { watch as watchWithRollup } from 'rollup'
import esbuild from 'rollup-plugin-esbuild'
import { build } from 'vite'
import { type FederationOptions, federation } from '../index.js'
import { federation as rolldownFederation } from '../rolldown.js'
import { federation as viteFederation } from '../vite.js'

/** A build that follows its sources. */
export interface WatchedBuild {
  /** Settles when what was changed is built; rejects where it cannot be. */
  built(): Promise<void>
  close(): Promise<void>
}

/** What the bundlers' watchers have in common. */
interface Watcher {
  on(event: 'event', listener: (event: WatchEvent) => void): unknown
  off(event: 'event', listener: (event: WatchEvent) => void): unknown
  close(): Promise<void>
}

type WatchEvent = { readonly code: string; readonly error?: Error; readonly result?: { close(): unknown } | null }

const watchers = {
  rollup: (options: FederationOptions, dir: string) =>
    watchWithRollup({
      output: { dir },
      plugins: [esbuild({ target: 'es2022', jsx: 'automatic', loaders: { '.json': 'json' } }), federation(options)],
    }),
  rolldown: (options: FederationOptions, dir: string) =>
    watchWithRolldown({ cwd: options.root ?? '.', output: { dir }, plugins: [rolldownFederation(options)] }),
  vite: (options: FederationOptions, dir: string) =>
    build({
      root: options.root ?? '.',
      configFile: false,
      logLevel: 'silent',
      plugins: [viteFederation(options)],
      build: { outDir: dir, watch: {} },
    }),
}

export type WatchingBundler = keyof typeof watchers

/** Builds a remote into `dist`, and again whenever a source changes. */
export async function watchRemote(
  bundler: WatchingBundler,
  options: FederationOptions & { readonly root: string },
): Promise<WatchedBuild> {
  const watcher = (await watchers[bundler](options, join(options.root, 'dist'))) as Watcher
  return {
    built: () =>
      new Promise((resolve, reject) => {
        const follow = ({ code, error, result }: WatchEvent) => {
          if (code === 'BUNDLE_END') void result?.close()
          if (code !== 'END' && code !== 'ERROR') return
          watcher.off('event', follow)
          if (error) reject(error)
          else resolve()
        }
        watcher.on('event', follow)
      }),
    close: () => watcher.close(),
  }
}
