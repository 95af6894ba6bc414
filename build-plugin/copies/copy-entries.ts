import type { Plugin, ResolvedId } from 'rollup'
import { suggestName } from '../../core/errors/find-nearest-name.js'
import { FederationError, type Uses } from '../../core/index.js'
import { importerIn } from '../importer-in.js'
import type { InstalledPackage } from '../packages/find-package.js'
import { listSubpaths } from '../packages/list-subpaths.js'
import { formatPackageSpecifier } from '../packages/parse-package-specifier.js'
import { toSourceSpecifier } from '../shared-packages/find-shared-package.js'
import { asEntry } from '../shared-packages/link-packages.js'
import { toFile } from '../to-file.js'
import { listExportNames } from './list-export-names.js'

const prefix = '\0fedmap-entry:'

/** How many subpaths an error lists of a package. */
const mostListed = 8

/** Plugin, and the subpaths of which, once it has run, it offers not all exports. */
export interface CopyEntries {
  readonly plugin: Plugin
  readonly shaken: ReadonlySet<string>
}

/**
 * Makes each subpath of a package an entry that exports all its names. A CommonJS file used as an entry would export only
 * `default`; its entry also exports each name, and what `require` would return as 'module.exports'.
 * FED-508 for a subpath that the package does not have.
 */
export function copyEntries(owner: InstalledPackage, offers: Uses): CopyEntries {
  const sources = new Map<string, string>()
  const shaken = new Set<string>()
  const plugin: Plugin = {
    name: 'fedmap-copy-entries',

    async buildStart() {
      const files = new Map<string, ResolvedId>()
      for (const subpath of Object.keys(offers)) {
        const specifier = toSourceSpecifier(owner, subpath)
        const file = await this.resolve(specifier, importerIn(owner.foundFrom), asEntry)
        if (!file || file.external) throw missingSubpath(owner, subpath)
        // A CommonJS file comes as the proxy that an import of it gets: its entry needs the file itself.
        files.set(subpath, { ...file, id: toFile(file.id) })
      }
      const modules = await Promise.all([...files.values()].map(file => this.load(file)))
      const commonjs = modules.filter(module => module.meta.commonjs?.isCommonJS).map(module => module.id)
      const names = await listExportNames(commonjs)
      for (const [index, subpath] of [...files.keys()].entries()) {
        const { id, hasDefaultExport } = modules[index]!
        const exported = names.get(id)
        const offered = offers[subpath]!
        const hasDefault = exported !== undefined || hasDefaultExport === true
        // What another package stands for is one of its own copy's modules.
        const source = owner.source
          ? toEsEntry(toSourceSpecifier(owner, subpath), hasDefault, offered)
          : exported
            ? toCommonjsEntry(id, exported)
            : toEsEntry(id, hasDefault, offered)
        sources.set(prefix + subpath, source)
        if (!exported && offered !== '*') shaken.add(subpath)
        const name = subpath === '.' ? 'index' : subpath.slice(2).replace(/\.[cm]?js$/, '')
        this.emitFile({ type: 'chunk', id: prefix + subpath, name, preserveSignature: 'strict' })
      }
    },

    resolveId: id => (id.startsWith(prefix) ? id : null),
    load: id => sources.get(id),
  }
  return { plugin, shaken }
}

/** The subpath that an entry's module id stands for; `undefined` for any other module. */
export function toSubpath(id: string | null): string | undefined {
  return id?.startsWith(prefix) ? id.slice(prefix.length) : undefined
}

function toEsEntry(file: string, hasDefault: boolean, offered: '*' | readonly string[]): string {
  const source = JSON.stringify(file)
  if (offered !== '*') return `export { ${offered.map(name => JSON.stringify(name)).join(', ')} } from ${source}`
  return `export * from ${source}${hasDefault ? `\nexport { default } from ${source}` : ''}`
}

function toCommonjsEntry(file: string, names: readonly string[]): string {
  return [
    `import { __moduleExports as module } from ${JSON.stringify(file)}`,
    `export { module as 'module.exports' }`,
    `export default module && module.__esModule && 'default' in module ? module.default : module`,
    ...names.map((name, index) => `const export${index} = module[${JSON.stringify(name)}]`),
    ...names
      .filter(name => name !== 'module.exports')
      .map(name => `export { export${names.indexOf(name)} as ${JSON.stringify(name)} }`),
  ].join('\n')
}

function missingSubpath(owner: InstalledPackage, subpath: string): FederationError {
  const specifier = formatPackageSpecifier(owner.name, subpath)
  const known = listSubpaths(owner).filter(each => each !== subpath)
  const listed = known.slice(0, mostListed).map(each => `'${formatPackageSpecifier(owner.name, each)}'`)
  const all = listed.length ? ` It has ${listed.join(', ')}${known.length > listed.length ? ' and more' : ''}.` : ''
  return new FederationError(
    'FED-508',
    `${owner.name}@${owner.version} has no '${specifier}'.${suggestName(subpath, known) || all}` +
      ` Change the import or shared['${owner.name}'].subpaths, or install a version that has it.`,
    { specifier },
  )
}
