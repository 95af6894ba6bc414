import { dirname, isAbsolute, relative, resolve } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { type OutputChunk, type RollupLog, rollup } from 'rollup'
import { FederationError, type Requirement } from '../../core/index.js'
import { collectUses } from '../output/collect-uses.js'
import { type BuiltModule, convertToSystem, printModule } from '../output/convert-to-system.js'
import { type ChunkImports, parseChunk } from '../output/parse-chunk.js'
import { toModuleNode } from '../output/to-module-node.js'
import { findOwner, findPackage, nameOf } from '../packages/find-package.js'
import { compileFlags, isLockstep } from '../packages/known-packages.js'
import { linkPackages, toFile } from '../packages/link-packages.js'
import { formatPackageSpecifier } from '../packages/parse-package-specifier.js'
import { intersectRanges, readRange } from '../packages/read-range.js'
import type { BuiltCopy, CopyRequest, Link, ProvidedSubpath } from './copy.js'
import { copyEntries, toSubpath } from './copy-entries.js'
import { findStateful } from './find-stateful.js'
import { hash, hashFile } from './hash.js'
import { isBridgeId } from './require-bridge.js'
import { commonjs, replace, terser } from './rollup-plugins.js'

/** An import that stayed bare, or was bundled, with the file that made it. */
interface FileLink extends Link {
  readonly file: string
}

/**
 * Builds one package@version in isolation: all its subpaths as entries, its chunks in its own folder, since no scope of an
 * import map could address code that it shares with others. Its imports of other shared packages, and of its own entries,
 * stay bare. The same package@version gives the same bytes in every remote.
 * FED-508 for a subpath that it lacks, FED-509 where it cannot be built, FED-510 for an import of what is not installed.
 */
export async function buildCopy(request: CopyRequest): Promise<BuiltCopy> {
  const { package: owner } = request
  const links: FileLink[] = []
  try {
    const bundle = await rollup({
      input: [],
      plugins: [
        linkPackages((specifier, file) => {
          const link = linkFrom(request, specifier, file)
          if (specifier.package !== owner.name) links.push(link)
          const bare = formatPackageSpecifier(specifier.package, specifier.subpath)
          return link.bare ? { bare, hasSideEffects: hasSideEffects(specifier.package, file) } : undefined
        }),
        copyEntries(owner, request.subpaths),
        nodeResolve({ browser: true, preferBuiltins: false, exportConditions: [request.mode] }),
        replace({
          preventAssignment: true,
          values: { 'process.env.NODE_ENV': JSON.stringify(request.mode), ...compileFlags },
        }),
        commonjs({ requireReturnsDefault: isBridgeId }),
      ],
      onLog: (level, log) => handleLog(request, level, log),
    })
    const { output } = await bundle.generate({
      format: 'es',
      dir: owner.root,
      chunkFileNames: chunk => (toSubpath(chunk.facadeModuleId) === undefined ? 'chunks/[name].js' : '[name].js'),
      hoistTransitiveImports: false,
      sourcemap: true,
      sourcemapPathTransform: (source, map) => nameSource(resolve(dirname(map), source)),
      plugins: request.mode === 'production' ? [terser({ module: true, ecma: 2020 })] : [],
    })
    await bundle.close()
    const chunks = output.filter(file => file.type === 'chunk')
    return await describeCopy(request, chunks, links, bundle.watchFiles)
  } catch (error) {
    if (error instanceof FederationError) throw error
    const { message } = error as Error
    throw new FederationError(
      'FED-509',
      `${nameOf(owner)}, found in ${owner.foundFrom}: ${message}. Take it out of \`shared\`, or report this with the package's name.`,
      { specifier: owner.name },
      error,
    )
  }
}

/** Imports of its own entries stay bare, so that each is one module; those of other packages as the caller says. */
function linkFrom(request: CopyRequest, specifier: { package: string; subpath: string }, file: string): FileLink {
  const { package: owner, subpaths } = request
  const folder = dirname(file)
  const found = findPackage(specifier.package, folder)
  const bare =
    specifier.package === owner.name
      ? subpaths.includes(specifier.subpath) && found?.version === owner.version
      : request.staysBare(specifier.package, folder)
  return { package: specifier.package, folder: relative(owner.root, folder), version: found?.version, bare, file }
}

async function describeCopy(
  request: CopyRequest,
  chunks: readonly OutputChunk[],
  links: readonly FileLink[],
  watched: readonly string[],
): Promise<BuiltCopy> {
  const { package: owner } = request
  const esm = chunks.map(
    (chunk): BuiltModule => ({
      path: chunk.fileName,
      code: chunk.code,
      map: chunk.map ?? undefined,
    }),
  )
  const written = { esm: printModules(esm), system: printModules(await convertToSystem(esm, '/copy')) }
  const parsed = new Map(esm.map(({ path, code }) => [path, parseChunk(code)]))
  const files = chunks.flatMap(chunk => chunk.moduleIds.map(toFile)).filter(isAbsolute)
  const outside = files.filter(file => findOwner(file)?.root !== owner.root)
  return {
    version: owner.version,
    build: hash(JSON.stringify(written)).slice(0, 12),
    size: sizeOf(written.system),
    provides: Object.fromEntries(chunks.flatMap(chunk => toProvided(chunk)).sort(([a], [b]) => (a < b ? -1 : 1))),
    requires: toRequires(request, parsed.values(), links),
    modules: Object.fromEntries([...parsed].map(([path, imports]) => [path, toModuleNode(path, imports, './')])),
    files: written,
    stateful: findStateful(outside),
    trace: {
      files: Object.fromEntries(
        watched.filter(file => !file.startsWith('\0')).map(file => [relative(owner.root, file), hashFile(file)]),
      ),
      links: links.map(({ file: _, ...link }) => link),
    },
  }
}

function toProvided(chunk: OutputChunk): [string, ProvidedSubpath][] {
  const subpath = toSubpath(chunk.facadeModuleId)
  return subpath === undefined ? [] : [[subpath, { file: chunk.fileName, exports: chunk.exports }]]
}

/**
 * What the copy needs of other shared packages. The version: what the user names, else exactly its own for lockstep pairs,
 * else what all package.json of the modules that import it declare.
 */
function toRequires(
  { package: owner, requires }: CopyRequest,
  chunks: Iterable<ChunkImports>,
  links: readonly FileLink[],
): Record<string, Requirement> {
  const required: Record<string, Requirement> = {}
  for (const [name, uses] of collectUses(chunks)) {
    if (name === owner.name) continue
    const ranges = links.flatMap(link => {
      if (link.package !== name) return []
      const declared = readRange(findOwner(link.file)!.packageJson, name, link.version)
      return declared === undefined ? [] : [declared]
    })
    const installed = links.find(link => link.package === name)?.version
    const declared = ranges.length > 0 ? intersectRanges(ranges) : installed === undefined ? false : `^${installed}`
    required[name] = {
      requiredVersion: requires[name] ?? (isLockstep(owner.name, name) ? owner.version : declared),
      uses,
    }
  }
  return required
}

/** What bundlers warn of and what is normal in published packages. */
const normalInPackages: ReadonlySet<string> = new Set([
  'CIRCULAR_DEPENDENCY',
  'EMPTY_BUNDLE',
  'EVAL',
  'MODULE_LEVEL_DIRECTIVE',
  'SOURCEMAP_ERROR',
  'THIS_IS_UNDEFINED',
])

function handleLog({ package: owner, warn }: CopyRequest, level: string, log: RollupLog): void {
  if (log.code === 'UNRESOLVED_IMPORT') {
    throw new FederationError(
      'FED-510',
      `${nameOf(owner)} imports '${log.exporter}', which is not installed. Install it, or take ${owner.name} out of \`shared\`.`,
      { specifier: log.exporter },
    )
  }
  // What node-resolve cannot find is an error of its own above, or the caller's.
  if (log.plugin === 'node-resolve') return
  if (level === 'warn' && !normalInPackages.has(log.code ?? '')) warn('FED-523', `${nameOf(owner)}: ${log.message}.`)
}

function hasSideEffects(packageName: string, file: string): boolean {
  return findPackage(packageName, dirname(file))?.packageJson.sideEffects !== false
}

/** A source's name in the source maps: where it lies in its package, the same on every machine. */
function nameSource(file: string): string {
  const owner = findOwner(toFile(file))
  if (!owner) return `npm:${toFile(file).replace(/^.*\//, '')}`
  const { root, packageJson } = owner
  return `npm:${packageJson.name}@${packageJson.version}/${relative(root, toFile(file)).replaceAll('\\', '/')}`
}

function printModules(modules: readonly BuiltModule[]): Record<string, string> {
  return Object.fromEntries(
    modules.flatMap(module => [
      [module.path, printModule(module)],
      ...(module.map ? [[`${module.path}.map`, module.map.toString()]] : []),
    ]),
  )
}

function sizeOf(files: Readonly<Record<string, string>>): number {
  const modules = Object.entries(files).filter(([path]) => !path.endsWith('.map'))
  return modules.reduce((sum, [, code]) => sum + brotliCompressSync(code).byteLength, 0)
}
