import { isAbsolute, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress } from 'node:zlib'
import type { OutputAsset, OutputChunk } from 'rollup'
import type { ModuleNode, Requirement } from '../../core/index.js'
import type { Stylesheet } from '../assets/emit-styles.js'
import type { SourceCompiler } from '../compile/source-compiler.js'
import { collectUses } from '../es-modules/collect-uses.js'
import { dropAttributes } from '../es-modules/drop-attributes.js'
import { findCircles } from '../es-modules/find-circles.js'
import { type ChunkImports, parseChunk } from '../es-modules/parse-chunk.js'
import { toModuleNode } from '../es-modules/to-module-node.js'
import { hash } from '../hash.js'
import { findOwner, type InstalledPackage } from '../packages/find-package.js'
import { isLockstep } from '../packages/known-packages.js'
import { formatPackageSpecifier } from '../packages/parse-package-specifier.js'
import { intersectRanges, readPublishedRange } from '../packages/read-range.js'
import { type BuiltModule, convertToSystem, printModules } from '../system-format/convert-to-system.js'
import { toFile } from '../to-file.js'
import type { BuiltCopy, CopyRequest, Link, ProvidedSubpath } from './built-copy.js'
import { toSubpath } from './copy-entries.js'
import { findStateful } from './find-stateful.js'
import { nameBuild } from './name-build.js'
import { readFileState } from './read-file-state.js'

const compress = promisify<string, Buffer>(brotliCompress)

/** An import that stayed bare, or was bundled, with the file that made it. */
export interface FileLink extends Link {
  readonly file: string
}

/** What the bundler made of a package. */
export interface CopyOutput {
  /** Where in the output its modules lie. */
  readonly folder: string
  readonly output: readonly (OutputChunk | OutputAsset)[]
  /** The subpaths of which it has not all exports. */
  readonly shaken: ReadonlySet<string>
  /** Chunk → its stylesheets. */
  readonly stylesheets: ReadonlyMap<string, readonly Stylesheet[]>
  readonly links: readonly FileLink[]
  /** All files that were read. */
  readonly files: readonly string[]
  /** What compiled its sources, where they were not JavaScript that runs. */
  readonly compilers: readonly SourceCompiler[]
}

/** The bundler's output of a package → its copy, in both formats. */
export async function describeCopy(request: CopyRequest, built: CopyOutput): Promise<BuiltCopy> {
  const { package: owner } = request
  const { folder, output, stylesheets, links } = built
  const chunks = output.filter(file => file.type === 'chunk')
  const toPath = (fileName: string) => fileName.slice(folder.length)
  const esm = chunks.map(({ fileName, code, map }): BuiltModule => {
    const path = toPath(fileName)
    return { path, code: dropAttributes({ path, code }, specifier => !specifier.startsWith('.')), map: map?.toString() }
  })
  const parsed = new Map(esm.map(module => [module.path, parseChunk(module)]))
  const provided = chunks
    .flatMap(chunk => toProvided(chunk, toPath(chunk.fileName), built.shaken))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const entries = provided.map(([subpath, { file }]) => [formatPackageSpecifier(owner.name, subpath), file] as const)
  const circles = findCircles(parsed, new Map(entries))
  const files = {
    esm: Object.fromEntries(printModules('', esm)),
    system: Object.fromEntries(printModules('', await convertToSystem(esm, request, circles))),
  }
  const assets = Object.fromEntries(
    output.flatMap(file =>
      file.fileName.startsWith('assets/') ? [[file.fileName, toBase64(file as OutputAsset)]] : [],
    ),
  )
  const bundled = chunks.flatMap(chunk => chunk.moduleIds.map(toFile)).filter(isAbsolute)
  return {
    version: owner.version,
    // Shorter than others, since it is in every URL of the copy, and tells apart builds of one version only.
    build: nameBuild(request.mode, hash(JSON.stringify([files, assets])).slice(0, 12)),
    size: await sizeOf(files.system),
    provides: Object.fromEntries(provided),
    requires: toRequires(request, parsed.values(), links, built.compilers),
    modules: Object.fromEntries(
      [...parsed].map(([path, imports]): [string, ModuleNode] => {
        const css = stylesheets.get(folder + path)?.map(({ fileName }) => fileName.replace(/^assets\//, ''))
        return [path, { ...toModuleNode(path, imports, './'), ...(css && { css }) }]
      }),
    ),
    files,
    assets,
    stateful: findStateful(bundled.filter(file => findOwner(file)?.root !== owner.root)),
    trace: {
      compilers: built.compilers.map(({ usedCompiler }) => usedCompiler()!),
      files: Object.fromEntries(
        withPackageJson(built.files).map(file => [relative(owner.root, file), readFileState(file)]),
      ),
      links: [...new Map(links.map(({ file: _, ...link }) => [`${link.package} ${link.folder}`, link])).values()],
    },
  }
}

function toBase64({ source }: OutputAsset): string {
  return Buffer.from(source).toString('base64')
}

/** The files among module ids, and the package.json of each, which decides how and with what they are built. */
function withPackageJson(ids: readonly string[]): string[] {
  const files = ids.filter(isAbsolute)
  return [...new Set([...files, ...files.map(file => join(findOwner(file)!.root, 'package.json'))])].sort()
}

function toProvided(chunk: OutputChunk, file: string, shaken: ReadonlySet<string>): [string, ProvidedSubpath][] {
  const subpath = toSubpath(chunk.facadeModuleId)
  return subpath === undefined ? [] : [[subpath, { file, exports: chunk.exports, isShaken: shaken.has(subpath) }]]
}

/**
 * What the copy needs of other shared packages. The version: what the user names, else exactly its own for lockstep pairs,
 * else what all package.json of the modules that import it declare; where a framework's compiler wrote the copy, nothing older of the
 * framework than that.
 */
function toRequires(
  { package: owner, requires }: CopyRequest,
  chunks: Iterable<ChunkImports>,
  links: readonly FileLink[],
  compilers: readonly SourceCompiler[],
): Record<string, Requirement> {
  const required: Record<string, Requirement> = {}
  for (const [name, uses] of collectUses(chunks)) {
    if (name === owner.name) continue
    const importers = links.filter(link => link.package === name)
    const installed = importers[0]?.version
    const packages = [owner.packageJson, ...importers.map(link => findOwner(link.file)!.packageJson)]
    const published = packages.flatMap(packageJson => readPublishedRange(packageJson, name, installed) ?? [])
    const isCompiledFor = compilers.some(({ runtime }) => runtime === name)
    const ranges = isCompiledFor ? [...published, `>=${installed}`] : published
    const declared = ranges.length > 0 ? intersectRanges(ranges) : installed === undefined ? false : `^${installed}`
    required[name] = {
      requiredVersion: requires[name] ?? needsExactly(owner, name) ?? declared,
      uses,
    }
  }
  return required
}

/** The one version of another package that a copy goes with. */
function needsExactly({ name, version, source, packageJson }: InstalledPackage, other: string): string | undefined {
  if (source?.package === other) return packageJson.version
  return isLockstep(name, other) ? version : undefined
}

async function sizeOf(files: Readonly<Record<string, string>>): Promise<number> {
  const modules = Object.entries(files).filter(([path]) => !path.endsWith('.map'))
  const compressed = await Promise.all(modules.map(([, code]) => compress(code)))
  return compressed.reduce((sum, { byteLength }) => sum + byteLength, 0)
}
