import { realpathSync } from 'node:fs'
import type { OutputBundle, OutputChunk, Plugin, PluginContext } from 'rollup'
import { remoteOf } from '../../core/index.js'
import type { Stylesheet } from '../assets/emit-styles.js'
import { nameSyntax } from '../compile/lower-syntax.js'
import { listLinkedFiles } from '../copies/list-linked-files.js'
import { dropAttributes } from '../es-modules/drop-attributes.js'
import type { ModuleText } from '../es-modules/parse-module.js'
import type { Mode, Settings } from '../options/federation-options.js'
import { forgetPackages } from '../packages/find-package.js'
import { parsePackageSpecifier } from '../packages/parse-package-specifier.js'
import { pluginVersion } from '../plugin-version.js'
import { checkInstalled } from '../shared-packages/check-installed.js'
import { toFile } from '../to-file.js'
import { toIntegrity } from '../to-integrity.js'
import type { TypedExpose } from '../types/collect-types.js'
import { type CompiledTypes, compileTypes } from '../types/compile-types.js'
import { printTypes } from '../types/print-types.js'
import { warnOnce } from '../warn.js'
import { exposeStylesheets, fromExposedId, toExposedId } from './expose-stylesheets.js'
import { type BundledChunk, makeRemote } from './make-remote.js'
import { resolveExpose } from './resolve-expose.js'
import { toOutputOptions } from './to-output-options.js'

/** What bundlers differ in. */
export interface BundlerTraits {
  /** What shared packages are built for, where the options do not say. */
  readonly modeOf: (context: PluginContext) => Mode
  /** The stylesheets of each chunk, by the chunk's file name. */
  readonly findStylesheets: (context: PluginContext, bundle: OutputBundle) => ReadonlyMap<string, readonly Stylesheet[]>
}

/**
 * The plugin that makes a remote of a bundle. It emits each expose as a chunk and has the bundler write ES modules below
 * `esm/`; once all other plugins are done with them, it adds the rest of the remote.
 */
export function writeRemote(settings: Settings, { modeOf, findStylesheets }: BundlerTraits): Plugin {
  const told = new Set<string>()
  const references = new Map<string, string>()
  let types: Promise<CompiledTypes> | undefined
  const isLinked = (specifier: string) =>
    settings.shared.has(parsePackageSpecifier(specifier)?.package ?? '') ||
    remoteOf(specifier, settings.remotes.values()) !== undefined
  return {
    name: 'fedmap',
    ...exposeStylesheets(),
    outputOptions: output => toOutputOptions(output, settings.root),
    augmentChunkHash() {
      // A System module has the name of the ES one, and is to be cached under it as long.
      const syntax = nameSyntax(settings)
      return syntax === undefined ? pluginVersion : `${pluginVersion} ${syntax} for ${settings.mode ?? modeOf(this)}`
    },

    async buildStart() {
      forgetPackages()
      checkInstalled(settings)
      // Beside the bundling, which may fail first.
      types = settings.types && !this.meta.watchMode ? compileTypes(settings) : undefined
      types?.catch(() => {})
      for (const expose of settings.exposes) {
        const id = toExposedId(await resolveExpose(this, settings, expose))
        const name = expose.name === '.' ? 'index' : expose.name.slice(2)
        references.set(expose.name, this.emitFile({ type: 'chunk', id, name, preserveSignature: 'strict' }))
      }
    },

    generateBundle: {
      order: 'post',
      async handler({ sourcemap }, bundle) {
        const stylesheets = findStylesheets(this, bundle)
        for (const file of Object.values(bundle)) {
          if (file.type === 'chunk') file.code = dropAttributes(toText(file), isLinked)
        }
        const warn = warnOnce(told, this.warn)
        const { manifest, files, copies } = await makeRemote({
          settings,
          mode: settings.mode ?? modeOf(this),
          chunks: Object.values(bundle).flatMap(file =>
            file.type === 'chunk' ? toBundledChunk(file, stylesheets.get(file.fileName)) : [],
          ),
          hidesMaps: sourcemap === 'hidden',
          exposes: new Map([...references].map(([name, reference]) => [name, toPath(this.getFileName(reference))])),
          warn,
          onBuild: copy => this.info({ code: 'BUILT_COPY', message: `built ${copy} to share it` }),
        })
        if (this.meta.watchMode) for (const file of listLinkedFiles(settings, copies)) this.addWatchFile(file)
        const hashed = new Map([...contentsOf(bundle), ...[...stylesheets.values()].flat().map(toContent), ...files])
        for (const [fileName, source] of files) {
          // An asset of a copy may be the remote's own too: by its name's hash they are the same.
          if (!(fileName in bundle)) this.emitFile({ type: 'asset', fileName, source })
        }
        // Without indents: a page with a map edited by hand fetches all manifests, and they are a sixteenth of these.
        const source = `${JSON.stringify({ ...manifest, integrity: toIntegrities(hashed) })}\n`
        this.emitFile({ type: 'asset', fileName: 'federation.json', source })
        if (!types) return
        const exposes = [...references].map(([name, reference]) =>
          toTypedExpose(name, bundle[this.getFileName(reference)]),
        )
        const printed = await printTypes(exposes, await types, { settings, context: this, warn })
        this.emitFile({ type: 'asset', fileName: 'types.json', source: printed })
      },
    },
  }
}

function toBundledChunk(chunk: OutputChunk, stylesheets: readonly Stylesheet[] = []): BundledChunk {
  const css = new Map(
    stylesheets.map(({ fileName, source }) => [fileName.replace(/^assets\//, ''), toIntegrity(source)]),
  )
  return { ...toText(chunk), map: chunk.map?.toString(), css, files: chunk.moduleIds.map(toFile) }
}

function toText({ fileName, code }: OutputChunk): ModuleText {
  return { path: toPath(fileName), code }
}

function toTypedExpose(name: string, chunk: OutputBundle[string] | undefined): TypedExpose {
  const { facadeModuleId, exports } = chunk as OutputChunk
  return { name, file: realpathSync(toFile(fromExposedId(facadeModuleId!))), hasDefault: exports.includes('default') }
}

/** A chunk's path in its format's folder. */
function toPath(fileName: string): string {
  return fileName.replace(/^esm\//, '')
}

function contentsOf(bundle: OutputBundle): [string, string | Uint8Array][] {
  return Object.values(bundle).map(file => [file.fileName, file.type === 'chunk' ? file.code : file.source])
}

function toContent({ fileName, source }: Stylesheet): [string, string | Uint8Array] {
  return [fileName, source]
}

/** The hashes of all modules and stylesheets, sorted by their names. */
function toIntegrities(contents: ReadonlyMap<string, string | Uint8Array>): Record<string, string> {
  const names = [...contents.keys()].filter(name => /\.(?:js|css)$/.test(name)).sort()
  return Object.fromEntries(names.map(name => [name, toIntegrity(contents.get(name)!)]))
}
