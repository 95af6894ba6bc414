import type { Plugin } from 'rollup'
import { findOwner, type PackageJson } from '../packages/find-package.js'
import { parsePackageSpecifier } from '../packages/parse-package-specifier.js'
import { toFile } from '../to-file.js'

const prefix = '\0fedmap-absent:'

/** Has the `import()` of an optional package that is not installed fail where it runs, where whoever asks for one catches that. */
export function allowAbsent(): Plugin {
  return {
    name: 'fedmap-absent',
    async resolveDynamicImport(specifier, importer) {
      const name = typeof specifier === 'string' ? parsePackageSpecifier(specifier)?.package : undefined
      const packageJson = findOwner(toFile(importer))?.packageJson
      if (name === undefined || !packageJson || !isOptional(packageJson, name)) return null
      return (await this.resolve(specifier as string, importer)) ?? prefix + specifier
    },
    resolveId: id => (id.startsWith(prefix) ? id : null),
    load(id) {
      if (!id.startsWith(prefix)) return null
      const message = `'${id.slice(prefix.length)}' was not installed when this was built.`
      return `throw new Error(${JSON.stringify(message)})`
    },
  }
}

function isOptional({ optionalDependencies = {}, peerDependenciesMeta = {} }: PackageJson, name: string): boolean {
  return name in optionalDependencies || peerDependenciesMeta[name]?.optional === true
}
