import type { Copy, ModuleNode } from '../../core/index.js'
import { parsePackageSpecifier } from '../packages/parse-package-specifier.js'

/**
 * For each subpath of a copy whose files no other subpath runs on: the other packages that they import. Such files can
 * go with the rest of the package from elsewhere, at another version; chunks that subpaths have in common cannot, since
 * what they keep would exist twice.
 */
export function findSeparable(
  packageName: string,
  { provides }: Copy,
  modules: Readonly<Record<string, ModuleNode>>,
): Readonly<Record<string, readonly string[]>> {
  const closures = new Map(Object.entries(provides).map(([subpath, { file }]) => [subpath, closureOf(file, modules)]))
  const isApart = (subpath: string, path: string) =>
    [...closures].every(([other, closure]) => other === subpath || !closure.has(path))
  return Object.fromEntries(
    [...closures]
      .filter(([subpath, closure]) => [...closure].every(path => isApart(subpath, path)))
      .map(([subpath, closure]) => {
        const bare = [...closure].flatMap(path => importsOf(modules[path])).filter(name => !(name in modules))
        const packages = bare.flatMap(specifier => parsePackageSpecifier(specifier)?.package ?? [])
        return [subpath, [...new Set(packages)].filter(name => name !== packageName).sort()]
      }),
  )
}

function closureOf(file: string, modules: Readonly<Record<string, ModuleNode>>): ReadonlySet<string> {
  const closure = new Set([file])
  for (const path of closure) for (const next of importsOf(modules[path])) if (next in modules) closure.add(next)
  return closure
}

function importsOf(node: ModuleNode | undefined): readonly string[] {
  return [...(node?.imports ?? []), ...(node?.dynamic ?? [])]
}
