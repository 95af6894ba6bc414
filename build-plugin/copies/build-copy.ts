import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import type { Node } from 'estree-walker'
import { type OutputPlugin, type RollupLog, rollup } from 'rollup'
import { FederationError } from '../../core/index.js'
import { bundleWorkers, type WorkerOptions } from '../assets/bundle-workers.js'
import { collectStyles } from '../assets/collect-styles.js'
import { emitReferredFiles } from '../assets/emit-referred-files.js'
import { emitStyles, type Stylesheet } from '../assets/emit-styles.js'
import { wrapWorkers } from '../assets/wrap-workers.js'
import { createSourceCompilers } from '../compile/list-compilers.js'
import { findOwner, findPackage, type InstalledPackage, nameWithVersion } from '../packages/find-package.js'
import { formatPackageSpecifier, type PackageSpecifier } from '../packages/parse-package-specifier.js'
import { type LinkDecision, linkPackages } from '../shared-packages/link-packages.js'
import { toFile } from '../to-file.js'
import { toSlashes } from '../to-slashes.js'
import { toUrlName } from '../to-url-name.js'
import { allowAbsent } from './allow-absent.js'
import type { BuiltCopy, CopyRequest } from './built-copy.js'
import { copyEntries, toSubpath } from './copy-entries.js'
import { describeCopy, type FileLink } from './describe-copy.js'
import { minifiersFor, readModules } from './read-modules.js'

/**
 * Builds one package@version in isolation: all its subpaths as entries, its chunks in its own folder, since no scope of an
 * import map could address code that it shares with others. Its imports of other shared packages, and of its own entries,
 * stay bare. The same package@version gives the same bytes in every remote.
 * FED-508 for a subpath that it lacks, FED-509 where it cannot be built, FED-510 for an import of what is not installed.
 */
export async function buildCopy(request: CopyRequest): Promise<BuiltCopy> {
  const { package: owner, mode } = request
  const links: FileLink[] = []
  const entries = copyEntries(owner, request.offers)
  const styles = collectStyles()
  const compilers = createSourceCompilers(request.root)
  const onLog = (level: string, log: RollupLog) => handleLog(request, level, log)
  let stylesheets: ReadonlyMap<string, readonly Stylesheet[]> = new Map()
  try {
    const bundle = await rollup({
      input: [],
      plugins: [
        linkPackages(decideLinks(request, links), 'copy'),
        entries.plugin,
        allowAbsent(),
        ...readModules(mode, compilers),
        styles.plugin,
        emitReferredFiles({ warnsOfModules: false }),
        bundleWorkers(workerOptions(request, onLog)),
        wrapWorkers('post', isNewUrl),
      ],
      onLog,
    })
    const writeStyles: OutputPlugin = {
      name: 'fedmap-copy-styles',
      generateBundle(_, bundle) {
        stylesheets = emitStyles(this, bundle, styles)
      },
    }
    // Laid out as in the remote, so that paths from modules to assets are right. The folder's name comes later: it has a
    // hash of what is in it. Only its depth matters here.
    const folder = `esm/shared/${owner.name}/`
    const { output } = await bundle.generate({
      format: 'es',
      dir: owner.root,
      chunkFileNames: chunk =>
        folder + (toSubpath(chunk.facadeModuleId) === undefined ? 'chunks/[name].js' : '[name].js'),
      assetFileNames: 'assets/[name]-[hash][extname]',
      sanitizeFileName: toUrlName,
      hoistTransitiveImports: false,
      sourcemap: true,
      sourcemapPathTransform: (source, map) => nameSource(resolve(dirname(map), source)),
      // Rollup's list is of paths with node_modules in them: others where what is bundled lies elsewhere.
      sourcemapIgnoreList: false,
      plugins: [...minifiersFor(mode), writeStyles],
    })
    await bundle.close()
    return await describeCopy(request, {
      folder,
      output,
      shaken: entries.shaken,
      stylesheets,
      links,
      files: bundle.watchFiles,
      compilers: compilers.filter(({ usedCompiler }) => usedCompiler()),
    })
  } catch (error) {
    throw error instanceof FederationError ? error : cannotBuild(owner, error as Error)
  }
}

/** @param links takes what became of each import of another package */
function decideLinks(request: CopyRequest, links: FileLink[]): LinkDecision {
  return (specifier, file) => {
    const link = linkFrom(request, specifier, file)
    if (specifier.package !== request.package.name) links.push(link)
    if (!link.bare) return undefined
    const bare = formatPackageSpecifier(specifier.package, specifier.subpath)
    return { bare, hasSideEffects: hasSideEffects(specifier.package, link.file) }
  }
}

/** A worker is bundled as the copy is, but for what it shares with nobody. */
function workerOptions(request: CopyRequest, onLog: WorkerOptions['onLog']): WorkerOptions {
  const { package: owner, mode, root, warn } = request
  return {
    plugins: () => [...readModules(mode, createSourceCompilers(root)), emitReferredFiles({ warnsOfModules: false })],
    minifiers: () => minifiersFor(mode),
    onLog,
    onFailure: (file, { message }) =>
      warn('FED-523', `the worker ${file} of ${nameWithVersion(owner)} will not start: ${message}`),
  }
}

function cannotBuild(owner: InstalledPackage, cause: Error): FederationError {
  const detail = `${nameWithVersion(owner)}, found in ${owner.foundFrom}: ${cause.message}. Take it out of \`shared\`, or report this with the package's name.`
  return new FederationError('FED-509', detail, { specifier: owner.name }, cause)
}

function isNewUrl(node: Node): boolean {
  return node.type === 'NewExpression' && node.callee.type === 'Identifier' && node.callee.name === 'URL'
}

/** Imports of its own full entries stay bare, so that each is one module; those of other packages as the caller says. */
function linkFrom(request: CopyRequest, specifier: PackageSpecifier, importer: string): FileLink {
  const { package: owner, offers } = request
  // An entry that stands for another package imports it as who shares it does.
  const isEntry = !isAbsolute(importer)
  const folder = isEntry ? owner.foundFrom : dirname(importer)
  const file = isEntry ? join(owner.root, 'entry.js') : importer
  const found = findPackage(specifier.package, folder)
  const bare =
    specifier.package === owner.name
      ? offers[specifier.subpath] === '*' && found?.version === owner.version
      : request.staysBare(specifier.package, folder)
  return { package: specifier.package, folder: relative(owner.root, folder), version: found?.version, bare, file }
}

/** What bundlers warn of and what is normal in published packages. */
const normalInPackages: ReadonlySet<string> = new Set([
  'CIRCULAR_DEPENDENCY',
  'EMPTY_BUNDLE',
  'EVAL',
  'INVALID_ANNOTATION',
  'MODULE_LEVEL_DIRECTIVE',
  'SOURCEMAP_ERROR',
  'THIS_IS_UNDEFINED',
  'UNUSED_EXTERNAL_IMPORT',
])

function handleLog({ package: owner, warn }: CopyRequest, level: string, log: RollupLog): void {
  if (log.code === 'UNRESOLVED_IMPORT') {
    throw new FederationError(
      'FED-510',
      `${nameWithVersion(owner)} imports '${log.exporter}', which is not installed. Install it, or take ${owner.name} out of \`shared\`.`,
      { specifier: log.exporter },
    )
  }
  // What node-resolve cannot find is an error of its own above, or the caller's.
  if (log.plugin === 'node-resolve') return
  if (level !== 'warn' || normalInPackages.has(log.code ?? '')) return
  warn('FED-523', `${nameWithVersion(owner)}: ${log.message.replace(/\.$/, '')}.`)
}

function hasSideEffects(packageName: string, file: string): boolean {
  return findPackage(packageName, dirname(file))?.packageJson.sideEffects !== false
}

/** A source's name in the source maps: where it lies in its package, the same on every machine. */
function nameSource(file: string): string {
  const owner = findOwner(toFile(file))
  if (!owner) return `npm:${toFile(file).replace(/^.*\//, '')}`
  const { root, packageJson } = owner
  return `npm:${packageJson.name}@${packageJson.version}/${toSlashes(relative(root, toFile(file)))}`
}
