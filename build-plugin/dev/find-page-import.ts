import type { Settings } from '../options/federation-options.js'
import { type PackageSpecifier, parsePackageSpecifier } from '../packages/parse-package-specifier.js'
import { linkRemoteCode } from '../remote/link-remote-code.js'
import { toFile } from '../to-file.js'
import type { Warn } from '../warn.js'

/** An import of a source that the page gives it, of another remote or of a shared package. */
interface PageImport extends PackageSpecifier {
  /** What the page knows it by. */
  readonly bare: string
  /** Whether no copy of this remote lists its exports. */
  readonly isUnlisted: boolean
}

/** `undefined` for an import that the dev server serves as ever. */
export type FindPageImport = (specifier: string, importer: string) => PageImport | undefined

/** What decides it: the same that decides what a build leaves bare. */
export function findPageImport(settings: Settings, warn: Warn): FindPageImport {
  const decide = linkRemoteCode(settings)
  return (specifier, importer) => {
    const parsed = parsePackageSpecifier(specifier)
    const link = parsed && decide(parsed, toFile(importer), warn)
    return link && { ...parsed, bare: link.bare, isUnlisted: !settings.shared.get(parsed.package)?.carriesCopy }
  }
}
