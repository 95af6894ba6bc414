/** The folder of a copy, relative to `<base>/<format>/`: what tells the copy from all others of its remote. */
export function copyFolder(packageName: string, version: string, build: string): `shared/${string}/` {
  return `shared/${packageName}@${version}-${build}/`
}

/** The parts of a URL that lies in a copy's folder: `<base>/system/shared/react@18.2.0-c3d4/index.js`. */
export interface CopyUrl {
  /** The URL of the folder: the copy's identity. */
  readonly url: string
  /** Of the remote, ending in a slash. */
  readonly base: string
  readonly format: string
  /** As `copyFolder` has it; two of one name have the same files. */
  readonly folder: string
  readonly package: string
  /** Below the folder; `''` for the folder itself. */
  readonly file: string
}

/** Reads what `copyFolder` wrote; undefined for a URL that is of no copy. */
export function parseCopyUrl(address: string): CopyUrl | undefined {
  const [, url, base, format, folder, name, file] = (copyPattern.exec(address) ?? []) as string[]
  return url ? ({ url, base, format, folder, package: name, file } as CopyUrl) : undefined
}

const copyPattern = /((.*\/)(system|esm)\/(shared\/((?:@[^/]+\/)?[^/@]+)@[^/]+\/))(.*)/
