import { copyFolder, type Manifest, type ModuleNode } from '../../core/index.js'
import { lowerSyntax } from '../compile/lower-syntax.js'
import { buildCopies } from '../copies/build-copies.js'
import type { BuiltCopy } from '../copies/built-copy.js'
import { checkExports } from '../copies/check-exports.js'
import { openCopyCache } from '../copies/copy-cache.js'
import { warnOfDoubleState } from '../copies/warn-of-double-state.js'
import { openDiskCache } from '../disk-cache.js'
import { collectUses } from '../es-modules/collect-uses.js'
import { toModuleNode } from '../es-modules/to-module-node.js'
import type { Mode, Settings } from '../options/federation-options.js'
import { compiledExtensions, isCompiledForAngular } from '../packages/known-packages.js'
import { warnOfIdlePeers } from '../shared-packages/warn-of-idle-peers.js'
import { warnOfNothingShared } from '../shared-packages/warn-of-nothing-shared.js'
import { type BuiltModule, convertToSystem, printModules } from '../system-format/convert-to-system.js'
import type { Warn } from '../warn.js'
import { convertModules } from './convert-modules.js'
import { bindRenderers, carryRenderers } from './development-renderers.js'
import { printEsEntry, printSystemEntry } from './print-remote-entry.js'
import { toManifest } from './to-manifest.js'

/** What a bundler, whichever, made of a project. */
export interface BundledProject {
  readonly settings: Settings
  readonly mode: Mode
  readonly chunks: readonly BundledChunk[]
  /** Whether the chunks do not tell where their source maps are. */
  readonly hidesMaps: boolean
  /** Expose → its chunk's path. */
  readonly exposes: ReadonlyMap<string, string>
  readonly warn: Warn
  /** Told of each shared package that had to be built. */
  readonly onBuild: (copy: string) => void
}

/** Its path is relative to `esm/`. */
export interface BundledChunk extends BuiltModule {
  /** Its stylesheets: their paths, relative to `assets/`, with the hash of each. */
  readonly css: ReadonlyMap<string, string>
  /** The source files in it. */
  readonly files: readonly string[]
}

/** All of a remote but what the bundler writes itself. */
export interface MadeRemote {
  /** Without its hashes. */
  readonly manifest: Manifest
  /** File name → content: all that is to be written beside what the bundler writes. */
  readonly files: ReadonlyMap<string, string | Uint8Array>
  /** By package name. */
  readonly copies: ReadonlyMap<string, readonly BuiltCopy[]>
}

/**
 * What makes a remote of a bundled project: its modules in the System format, its copies of shared packages, its entries
 * and its manifest.
 */
export async function makeRemote(project: BundledProject): Promise<MadeRemote> {
  const { mode, chunks, hidesMaps, exposes, warn } = project
  const isForDevelopment = mode === 'development'
  const settings = isForDevelopment ? carryRenderers(project.settings) : project.settings
  const lower = lowerSyntax(settings, mode)
  const cache = openDiskCache(settings.root)
  const converted = await convertModules(chunks, { settings, mode, lower, cache })
  const used = collectUses(converted.map(({ imports }) => imports))
  const uses = new Map([...used].filter(([name]) => settings.shared.has(name)))
  const copies = await buildCopies({
    settings,
    mode,
    used: uses,
    cache: openCopyCache(cache),
    warn,
    onBuild: project.onBuild,
  })
  checkExports(settings.name, uses, copies)
  const sources = chunks.flatMap(chunk => chunk.files)
  const chosen = [...copies].filter(([name]) => project.settings.shared.has(name))
  warnOfDoubleState(new Map(chosen), sources, warn)
  warnOfNothingShared(settings, sources, warn)
  warnOfIdlePeers(settings, warn)

  const modules = Object.fromEntries(
    chunks.map(({ path, css }, index): [string, ModuleNode] => [
      path,
      { ...toModuleNode(path, converted[index]!.imports, ''), ...(css.size > 0 && { css: [...css.keys()] }) },
    ]),
  )
  const manifest = toManifest({
    settings,
    mode,
    exposes,
    modules,
    uses,
    compilers: findCompilers(chunks),
    copies,
  })
  const hashes = new Map(chunks.flatMap(({ css }) => [...css]))
  const systemEntry = await convertToSystem(
    [toEntry(printSystemEntry(manifest, hashes))],
    { target: settings.target, lower },
    new Set(),
  )
  return {
    manifest: isForDevelopment ? bindRenderers(manifest) : manifest,
    copies,
    files: new Map([
      ...printModules('system/', [...converted.map(({ system }) => system), ...systemEntry], hidesMaps),
      ...printModules('esm/', [toEntry(printEsEntry(manifest, hashes))]),
      ...[...copies].flatMap(([name, built]) => built.flatMap(copy => printCopy(name, copy))),
    ]),
  }
}

function toEntry(code: string): BuiltModule {
  return { path: 'remoteEntry.js', code, map: undefined }
}

function printCopy(name: string, { version, build, files, assets }: BuiltCopy): [string, string | Uint8Array][] {
  const folder = copyFolder(name, version, build)
  const modules = Object.entries(files).flatMap(([format, contents]) =>
    Object.entries(contents).map(([path, content]): [string, string] => [`${format}/${folder}${path}`, content]),
  )
  return [
    ...modules,
    ...Object.entries(assets).map(([name, content]): [string, Uint8Array] => [name, Buffer.from(content, 'base64')]),
  ]
}

/** The packages whose compilers made these chunks of their sources. */
function findCompilers(chunks: readonly BundledChunk[]): Set<string> {
  const byExtension = (file: string) => compiledExtensions[/\.[^./]+$/.exec(file)?.[0] ?? ''] ?? []
  return new Set(
    chunks.flatMap(({ code, files }) => [
      ...files.flatMap(byExtension),
      ...(isCompiledForAngular(code) ? ['@angular/core'] : []),
    ]),
  )
}
