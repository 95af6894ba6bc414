import { basename, dirname, join } from 'node:path'
import { type Node, walk } from 'estree-walker'
import MagicString from 'magic-string'
import { type InputOptions, type OutputPlugin, type Plugin, type PluginContext, rollup } from 'rollup'
import type { Placed } from '../es-modules/parse-module.js'
import { toRewritten } from '../es-modules/replace-nodes.js'
import { toFile } from '../to-file.js'
import { toUrlName } from '../to-url-name.js'
import { isModule, printAssetUrl, referredPath } from './emit-referred-files.js'
import { findReferred, isClearlyFile } from './find-referred.js'
import { workerArguments } from './wrap-workers.js'

export interface WorkerOptions extends Pick<InputOptions, 'onLog'> {
  /** What else bundles the modules of a worker: new plugins for each. */
  readonly plugins: () => InputOptions['plugins']
  readonly minifiers: () => readonly OutputPlugin[]
  /** Is told of a module that cannot be bundled as a worker. It is left as it is. */
  readonly onFailure: (file: string, error: Error) => void
}

interface StartedWorker {
  /** Relative to the module. */
  readonly path: string
  readonly type: 'module' | 'classic'
  /** Its `new URL()`. */
  readonly url: Placed
}

/**
 * Makes an asset of each worker that a module starts by `new Worker(new URL('./worker.js', import.meta.url))`: a bundle with all
 * that it imports, since a worker has no import map.
 */
export function bundleWorkers(options: WorkerOptions): Plugin {
  return {
    name: 'fedmap-bundle-workers',
    async transform(code, id) {
      if (!code.includes('import.meta.url') || !code.includes('new URL(')) return null
      const text = new MagicString(code)
      const { workers, others } = findWorkers(this.parse(code) as Node, code)
      const fileOf = (path: string) =>
        findReferred(toFile(id), path)?.file ?? (isClearlyFile(path) ? join(dirname(toFile(id)), path) : undefined)
      for (const path of others) {
        const file = fileOf(path)
        if (file) options.onFailure(file, Error('what it is for is not said where its URL stands'))
      }
      for (const { path, type, url } of workers) {
        const file = fileOf(path)
        if (!file) continue
        try {
          text.overwrite(url.start, url.end, printAssetUrl(await emitWorker(this, file, type, options)))
        } catch (error) {
          options.onFailure(file, error as Error)
        }
      }
      return toRewritten(text)
    },
  }
}

/** The workers that are started, and the other modules that are named by `new URL()`. */
function findWorkers(program: Node, code: string) {
  const workers: StartedWorker[] = []
  const named = new Set<string>()
  walk(program, {
    enter(node) {
      const path = referredPath(node)
      if (path !== undefined && isModule(path)) named.add(path)
      const [url, options] = workerArguments(node)
      const started = url && referredPath(url)
      if (!url || started === undefined) return
      const text = options ? code.slice(options.start, options.end) : ''
      const type = /\btype["']?\s*:\s*["']module["']/.test(text) ? 'module' : 'classic'
      workers.push({ path: started, type, url })
    },
  })
  return { workers, others: [...named].filter(path => !workers.some(worker => worker.path === path)) }
}

/** @returns the asset's reference */
async function emitWorker(
  context: PluginContext,
  file: string,
  type: StartedWorker['type'],
  { plugins, minifiers, onLog }: WorkerOptions,
): Promise<string> {
  const bundle = await rollup({ input: file, plugins: plugins(), onLog })
  const { output } = await bundle.generate({
    format: type === 'module' ? 'es' : 'iife',
    name: 'worker',
    inlineDynamicImports: true,
    plugins: [...minifiers()],
    // All lie side by side, below assets/.
    assetFileNames: '[name]-[hash][extname]',
    sanitizeFileName: toUrlName,
  })
  await bundle.close()
  for (const watched of bundle.watchFiles) context.addWatchFile(watched)
  const [{ code }, ...others] = output
  for (const other of others) {
    if (other.type !== 'asset') continue
    context.emitFile({ type: 'asset', fileName: `assets/${other.fileName}`, source: other.source })
  }
  const name = `${basename(file).replace(/\.[cm]?[jt]s$/, '')}.js`
  return context.emitFile({ type: 'asset', name, source: code })
}
