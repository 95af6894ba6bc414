import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import type { PluginContext } from 'rollup'
import { suggestName } from '../../core/errors/find-nearest-name.js'
import { FederationError } from '../../core/index.js'
import { importerIn } from '../importer-in.js'
import type { ExposeSettings, Settings } from '../options/federation-options.js'
import { toSlashes } from '../to-slashes.js'

/** The module id of an expose's source file. FED-503 where it does not exist. */
export async function resolveExpose(
  context: PluginContext,
  settings: Settings,
  expose: ExposeSettings,
): Promise<string> {
  const file = resolve(settings.root, expose.file)
  if (existsSync(file) && statSync(file).isFile()) return file
  // Without its extension, or a package's name: what the bundler's plugins make of it.
  const resolved =
    (await context.resolve(file, undefined, { isEntry: true })) ??
    (await context.resolve(expose.file, importerIn(settings.root), { isEntry: true }))
  if (resolved && !resolved.external) return resolved.id

  const place = `exposes['${expose.name}'] of ${settings.name} is '${expose.file}', which is`
  if (existsSync(file)) {
    const detail = `${place} a folder in ${settings.root}. Name a file in it.`
    throw new FederationError('FED-503', detail, { remote: settings.name })
  }
  const siblings = existsSync(dirname(file)) ? readdirSync(dirname(file)) : []
  const inFolder = (name: string) => `./${toSlashes(relative(settings.root, join(dirname(file), name)))}`
  throw new FederationError(
    'FED-503',
    `${place} not in ${settings.root}.` +
      `${suggestName(inFolder(basename(file)), siblings.map(inFolder))} Correct the path, which is relative to that folder, or name another folder as \`root\`.`,
    { remote: settings.name },
  )
}
