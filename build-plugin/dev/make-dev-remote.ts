import { join, relative } from 'node:path'
import type { PluginContext } from 'rollup'
import type { DevEnvironment } from 'vite'
import type { Manifest } from '../../core/index.js'
import type { BuiltCopy } from '../copies/built-copy.js'
import { listLinkedFiles } from '../copies/list-linked-files.js'
import type { Mode, Settings } from '../options/federation-options.js'
import { formatPackageSpecifier } from '../packages/parse-package-specifier.js'
import { makeRemote } from '../remote/make-remote.js'
import { resolveExpose } from '../remote/resolve-expose.js'
import { toFile } from '../to-file.js'
import { toSlashes } from '../to-slashes.js'
import type { Warn } from '../warn.js'
import { crawlSources } from './crawl-sources.js'
import { listPageScripts } from './list-page-scripts.js'
import type { PluginScript } from './list-plugin-scripts.js'
import {
  bridgeFile,
  type DevExpose,
  printEsBridge,
  printEsExpose,
  printOutline,
  printScripts,
  printSystemExpose,
} from './print-exposes.js'
import { withReactHook } from './with-react-hook.js'

/** A remote as a dev server gives it to a page. */
export interface DevRemote {
  readonly manifest: Manifest
  /** `'system/Widget.js'` → content: all that the manifest lists. */
  readonly files: ReadonlyMap<string, string | Uint8Array>
  /** Specifier of a shared package → the names that the remote's own copy of it exports. */
  readonly names: ReadonlyMap<string, readonly string[]>
  /** Of the packages of the monorepo that copies were made of. */
  readonly linkedFiles: ReadonlySet<string>
}

export interface DevProject {
  readonly settings: Settings
  readonly mode: Mode
  readonly environment: DevEnvironment
  /** The dev server's root folder, and its base path. */
  readonly root: string
  readonly base: string
  readonly scripts: readonly PluginScript[]
  readonly context: PluginContext
  readonly warn: Warn
  readonly onBuild: (copy: string) => void
}

/**
 * What a dev server's sources are at the moment → a remote: exposes that have the browser import the sources, and copies
 * of all shared packages that these import, built as ever.
 */
export async function makeDevRemote(project: DevProject): Promise<DevRemote> {
  const { settings, environment, root, base } = project
  const exposes: (DevExpose & { readonly name: string })[] = []
  const files: string[] = []
  for (const expose of settings.exposes) {
    const id = await resolveExpose(project.context, settings, expose)
    const url = toUrl(id, root)
    const crawled = await crawlSources(environment, url)
    // As a URL has it, and for each name another.
    const path = `${expose.name === '.' ? 'index' : encodeURI(expose.name.slice(2)).replaceAll('%', '_')}.js`
    exposes.push({ ...crawled, name: expose.name, path, url })
    files.push(...crawled.urls.map(source => join(root, toFile(source))))
  }
  const pageScripts = listPageScripts(root)
  const outlines = [...exposes]
  for (const url of pageScripts) {
    const path = `page${outlines.length}.js`
    outlines.push({ ...(await crawlSources(environment, url)), name: '', path, url })
  }
  const made = await makeRemote({
    settings,
    mode: project.mode,
    chunks: outlines.map((outline, index) => ({
      path: outline.path,
      code: printOutline(outline),
      map: undefined,
      css: new Map(),
      files: index === 0 ? files : [],
    })),
    hidesMaps: false,
    exposes: new Map(exposes.map(({ name, path }) => [name, path])),
    warn: project.warn,
    onBuild: project.onBuild,
  })
  const isOfPage = (path: string) => outlines.some(({ name, path: other }) => name === '' && path === other)
  const modules = Object.entries(made.manifest.modules).filter(([path]) => !isOfPage(path))
  return {
    manifest: { ...made.manifest, modules: Object.fromEntries(modules) },
    files: new Map([
      ...[...made.files].map(([name, content]) => [name, withReactHook(name, content)] as const),
      ...exposes.flatMap(expose => printExpose(expose, project)),
      [`esm/${bridgeFile}`, printEsBridge(settings.name)],
      ...printScripts(project.scripts, base),
    ]),
    names: listExports(made.copies),
    linkedFiles: new Set(listLinkedFiles(settings, made.copies)),
  }
}

/** In the place of what a build would write for an expose: file name → content. */
function printExpose(expose: DevExpose, { settings, base }: DevProject): (readonly [string, string])[] {
  return [
    [`system/${expose.path}`, printSystemExpose(expose, settings.name, base)],
    [`esm/${expose.path}`, printEsExpose(expose, base)],
  ]
}

/** Specifier → the names that the full copy exports under it. */
function listExports(copies: ReadonlyMap<string, readonly BuiltCopy[]>): Map<string, readonly string[]> {
  return new Map(
    [...copies].flatMap(([name, built]) =>
      Object.entries(built.at(-1)!.provides).map(
        ([subpath, { exports }]) => [formatPackageSpecifier(name, subpath), exports] as const,
      ),
    ),
  )
}

function toUrl(id: string, root: string): string {
  const path = toSlashes(relative(root, id))
  return path.startsWith('..') ? `/@fs/${id.replace(/^\//, '')}` : `/${path}`
}
