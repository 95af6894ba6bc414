export interface PackageSpecifier {
  readonly package: string
  /** `'.'` or `'./client'`, as npm's `exports` writes it. */
  readonly subpath: string
}

/** `'@scope/pkg/a/b'` → package and subpath; `undefined` for a path, a URL, a `#import` or a virtual id. */
export function parsePackageSpecifier(specifier: string): PackageSpecifier | undefined {
  const match = /^((?:@[^/\\:%\0]+\/)?[^./\\:%#@\0][^/\\:%\0]*)(\/[^\0?]+)?$/.exec(specifier)
  if (!match) return undefined
  return { package: match[1]!, subpath: match[2] === undefined ? '.' : `.${match[2]}` }
}

/** The inverse: `('react-dom', './client')` → `'react-dom/client'`. */
export function formatPackageSpecifier(packageName: string, subpath: string): string {
  return packageName + subpath.slice(1)
}
