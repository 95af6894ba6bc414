/** The folder of a copy, relative to `<base>/<format>/`: what tells the copy from all others of its remote. */
export function copyFolder(packageName: string, version: string, build: string): `shared/${string}/` {
  return `shared/${packageName}@${version}-${build}/`
}
