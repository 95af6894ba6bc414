import { readVersion } from '../ranges/parse-version.js'
import {
  acceptedRange,
  type Check,
  fail,
  fields,
  flag,
  list,
  matching,
  optional,
  readable,
  record,
  satisfying,
  text,
} from './checks.js'
import { copyFolder } from './copy-folder.js'
import type { Manifest } from './manifest.js'

/**
 * Reads federation.json: checks every field that fedmap knows and fills in what may be left out. Unknown keys are kept.
 * The records of the result (`modules`, `shared`, …) have no prototype, so that no key of them means anything but itself.
 *
 * A file that `modules` does not list is a module that imports nothing.
 *
 * @param json the parsed file
 * @throws `Malformed` where something is wrong; `parseManifest` has the sentences for it
 */
export function readManifest(json: unknown): Manifest {
  const manifest = manifestFields(json, []) as Manifest
  checkCopyFolders(manifest)
  return manifest
}

const hash = matching('hash', /^[\w-]+$/)
const format = matching('format', /^(system|esm)$/)
const subpath = matching('subpath', /^\.(\/.*[^/])?$/s)
const metadata = matching('integrity', /^\s*(sha(256|384|512)-[\w+/-]+={0,2}(\?\S*)?(\s+|$))+$/)
const bytes = satisfying('bytes', value => Number.isFinite(value) && (value as number) >= 0)
const version = readable('version', readVersion)

/**
 * A path that stays within its folder however a browser reads it: no empty and no dot segment, nothing that a URL parser
 * drops, takes for a slash or ends the path at, no scheme, no dot or slash behind a percent sign.
 */
const path: Check = (value, where) =>
  /(^|\/)\.{0,2}(\/|$)|[^!-~]|["#:<>?\\^`{|}]|%(2[ef]|5c)/i.test(text(value, where) as string)
    ? fail(where, value, 'path')
    : value

const uses = record(subpath, (value, where) => (value === '*' ? value : list(text)(value, where)))
const requirement = { requiredVersion: acceptedRange, uses: optional(uses, {}) }

const manifestFields = fields({
  formatVersion: satisfying('1', value => value === 1),
  name: text,
  version,
  formats: optional(list(format), ['system', 'esm']),
  exposes: optional(record(subpath, fields({ file: path, peers: optional(list(text), []) })), {}),
  modules: optional(
    record(path, fields({ imports: optional(list(text)), dynamic: optional(list(text)), css: optional(list(path)) })),
    {},
  ),
  shared: optional(
    record(
      text,
      fields({
        ...requirement,
        singleton: optional(flag, false),
        strictVersion: optional(flag, false),
        shareScope: optional(text, 'default'),
        copies: optional(
          list(
            fields({
              version,
              build: hash,
              size: bytes,
              provides: record(subpath, fields({ file: path, exports: optional(list(text)) })),
              requires: optional(record(text, fields(requirement)), {}),
            }),
          ),
          [],
        ),
      }),
    ),
    {},
  ),
  integrity: optional(record(path, metadata), {}),
})

/** A copy is its folder: all its files lie there, and the folder lies within the remote. */
function checkCopyFolders({ shared }: Manifest): void {
  for (const [name, { copies }] of Object.entries(shared)) {
    for (const [i, { version, build, provides }] of copies.entries()) {
      const where = ['shared', name, 'copies', i]
      const folder = copyFolder(name, version, build)
      path(folder.slice(0, -1), ['the folder of', ...where])
      for (const [subpath, { file }] of Object.entries(provides)) {
        if (!file.startsWith(folder)) fail([...where, 'provides', subpath, 'file'], file, folder)
      }
    }
  }
}
