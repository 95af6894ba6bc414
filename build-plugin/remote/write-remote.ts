import { resolve } from 'node:path'
import type { OutputBundle, OutputChunk, Plugin, PluginContext } from 'rollup'
import type { ModuleNode } from '../../core/index.js'
import type { StyleCollector } from '../assets/collect-styles.js'
import { buildCopies } from '../copies/build-copies.js'
import type { BuiltCopy } from '../copies/copy.js'
import { openCopyCache } from '../copies/copy-cache.js'
import { warnOfDoubleState } from '../copies/warn-of-double-state.js'
import type { Settings } from '../options/federation-options.js'
import { checkResolvesAlone } from '../output/check-resolves-alone.js'
import { collectUses } from '../output/collect-uses.js'
import { type BuiltModule, convertToSystem, printModule } from '../output/convert-to-system.js'
import { parseChunk } from '../output/parse-chunk.js'
import { toIntegrity } from '../output/to-integrity.js'
import { toCopyFolder, toManifest } from '../output/to-manifest.js'
import { toModuleNode } from '../output/to-module-node.js'
import { checkInstalled } from '../packages/check-installed.js'
import { compiledExtensions } from '../packages/known-packages.js'
import { toFile } from '../packages/link-packages.js'
import { pluginVersion } from '../plugin-version.js'
import { warnOnce } from '../warn.js'
import { emitStyles } from './emit-styles.js'
import { printRemoteEntry } from './print-remote-entry.js'
import { resolveExpose } from './resolve-expose.js'
import { toOutputOptions } from './to-output-options.js'

/**
 * Makes a remote of a bundle. The bundler writes ES modules below `esm/`; once all other plugins are done with them, this
 * one reads what they import, builds the shared packages, writes everything again below `system/`, and describes it in
 * federation.json.
 */
export function writeRemote(settings: Settings, styles: StyleCollector): Plugin {
  const told = new Set<string>()
  const references = new Map<string, string>()
  return {
    name: 'fedmap',
    outputOptions: output => toOutputOptions(output, settings.root),
    augmentChunkHash: () => pluginVersion,

    async buildStart() {
      checkInstalled(settings)
      for (const expose of settings.exposes) {
        const id = await resolveExpose(this, settings, expose)
        const name = expose.name === '.' ? 'index' : expose.name.slice(2)
        references.set(expose.name, this.emitFile({ type: 'chunk', id, name, preserveSignature: 'strict' }))
      }
    },

    generateBundle: {
      order: 'post',
      async handler(options, bundle) {
        const warn = warnOnce(told, this.warn)
        const chunks = Object.values(bundle).filter(file => file.type === 'chunk')
        const stylesheets = emitStyles(this, chunks, styles)
        const exposes = new Map([...references].map(([name, reference]) => [name, toPath(this.getFileName(reference))]))
        const entry: BuiltModule = {
          path: 'remoteEntry.js',
          code: printRemoteEntry(settings.name, exposes),
          map: undefined,
        }
        const esm = [...chunks.map(toBuiltModule), entry]
        const system = await convertToSystem(esm, resolve(options.dir ?? settings.root, 'system'))
        const parsed = new Map(esm.map(({ path, code }) => [path, parseChunk(code)]))
        const uses = new Map([...collectUses(parsed.values())].filter(([name]) => settings.shared.has(name)))
        const copies = await buildCopies({
          settings,
          mode: settings.mode ?? (this.meta.watchMode ? 'development' : 'production'),
          used: new Map([...uses].map(([name, subpaths]) => [name, Object.keys(subpaths)])),
          cache: openCopyCache(settings.root),
          warn,
          onBuild: copy => this.info({ code: 'BUILT_COPY', message: `built ${copy} to share it` }),
        })
        const files = chunks.flatMap(chunk => chunk.moduleIds).map(toFile)
        warnOfDoubleState(copies, files, warn)

        emitText(this, `esm/${entry.path}`, entry.code)
        emitModules(this, 'system/', system)
        for (const [name, copy] of copies) emitCopy(this, toCopyFolder(name, copy), copy)
        const manifest = toManifest({
          settings,
          exposes,
          modules: Object.fromEntries(
            [...parsed].map(([path, imports]): [string, ModuleNode] => {
              const css = stylesheets.get(`esm/${path}`)
              return [path, { ...toModuleNode(path, imports, ''), ...(css && { css }) }]
            }),
          ),
          uses,
          compilers: findCompilers(files),
          copies,
          integrity: toIntegrities(bundle),
        })
        checkResolvesAlone(
          manifest,
          new Set([...settings.shared].flatMap(([name, { carriesCopy }]) => (carriesCopy ? [] : name))),
        )
        emitText(this, 'federation.json', `${JSON.stringify(manifest, null, 2)}\n`)
      },
    },
  }
}

/** A chunk's path in its format's folder. */
function toPath(fileName: string): string {
  return fileName.replace(/^esm\//, '')
}

function toBuiltModule(chunk: OutputChunk): BuiltModule {
  return { path: toPath(chunk.fileName), code: chunk.code, map: chunk.map ?? undefined }
}

function emitText(context: PluginContext, fileName: string, source: string): void {
  context.emitFile({ type: 'asset', fileName, source })
}

function emitModules(context: PluginContext, folder: string, modules: readonly BuiltModule[]): void {
  for (const module of modules) {
    emitText(context, folder + module.path, printModule(module))
    if (module.map) emitText(context, `${folder}${module.path}.map`, module.map.toString())
  }
}

function emitCopy(context: PluginContext, folder: string, { files }: BuiltCopy): void {
  for (const [format, contents] of Object.entries(files)) {
    for (const [path, content] of Object.entries(contents)) emitText(context, `${format}/${folder}${path}`, content)
  }
}

/** The packages whose compilers made modules of these files. */
function findCompilers(files: readonly string[]): Set<string> {
  return new Set(files.flatMap(file => compiledExtensions[/\.[^./]+$/.exec(file)?.[0] ?? ''] ?? []))
}

function toIntegrities(bundle: OutputBundle): Record<string, string> {
  return Object.fromEntries(
    Object.values(bundle)
      .filter(file => /\.(?:js|css)$/.test(file.fileName))
      .map(file => [file.fileName, toIntegrity(file.type === 'chunk' ? file.code : file.source)]),
  )
}
