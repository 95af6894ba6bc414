import { FederationError } from '../errors/federation-error.js'
import { parseUrl } from '../import-map/parse-url.js'
import {
  acceptedRange,
  type Check,
  fail,
  fields,
  list,
  type Malformed,
  matching,
  optional,
  satisfying,
  text,
} from '../manifest/checks.js'
import { causeOf, inWords } from '../manifest/manifest-error.js'
import type { ForeignShare, ModuleFederationEntry, ModuleFederationManifest } from './module-federation-manifest.js'

/**
 * Reads a Module Federation remote's `mf-manifest.json`, as far as a fedmap page needs it: where the entry is, what is
 * exposed, what is shared. It is data here: a manifest whose public path is code is refused.
 *
 * @param json the parsed file
 * @param url the URL that it came from, which `publicPath: 'auto'` is relative to
 * @throws FED-101 where it is no object, FED-103 for a malformed field, FED-106 for what is no range, FED-107 where its public
 *   path is code
 */
export function parseModuleFederationManifest(json: unknown, url: string): ModuleFederationManifest {
  try {
    return readFields(json, url)
  } catch (error) {
    const malformed = error as Malformed
    const [path, , expected] = malformed
    const cause = causeOf(malformed)
    const code = expected === noCode ? 'FED-107' : cause ? 'FED-106' : path.length ? 'FED-103' : 'FED-101'
    const detail = `${inWords(malformed)}, in the Module Federation manifest at ${url}.`
    throw new FederationError(
      code,
      `${detail} ${remedies[code] ?? 'Build the remote anew, or correct it.'}`,
      { url },
      cause,
    )
  }
}

function readFields(json: unknown, url: string): ModuleFederationManifest {
  const { name, metaData, exposes, shared } = manifestFields(json, []) as Found
  if (metaData.getPublicPath !== undefined) {
    fail(['metaData', 'getPublicPath'], metaData.getPublicPath, noCode)
  }
  return {
    name,
    entry: readEntry(name, metaData, url),
    exposes: exposes.map(({ path }) => path),
    shared: shared.map(({ name, version, requiredVersion }) => ({ name, version, requiredVersion })),
  }
}

/** What is expected in the place of code. */
const noCode = 'metaData.publicPath in its place'

const remedies: Readonly<Record<string, string>> = {
  'FED-106': "Set the package's requiredVersion in the remote's configuration, and build it anew.",
  'FED-107': 'Set output.publicPath in its configuration, "auto" where it may, and build it anew.',
}

interface Found {
  readonly name: string
  readonly metaData: {
    readonly remoteEntry: { readonly name: string; readonly path: string; readonly type: string }
    readonly globalName: string | undefined
    readonly publicPath: string
    readonly getPublicPath: unknown
  }
  readonly exposes: readonly { readonly path: string }[]
  readonly shared: readonly ForeignShare[]
}

const string = satisfying('a string', value => typeof value === 'string')

/** How webpack's `library.type` has it. A System.register entry would load its chunks past the page's map. */
const entryType = matching('"global", "module", or another but "system"', /^(?!system$)./)

/** Module Federation writes `*`, nothing or an empty text where every version will do. */
const range: Check = (value, path) => acceptedRange(value || false, path)

const manifestFields = fields({
  name: text,
  metaData: fields({
    remoteEntry: fields({ name: text, path: optional(string, ''), type: optional(entryType, 'global') }),
    globalName: optional(text),
    publicPath: optional(string, 'auto'),
  }),
  exposes: optional(list(fields({ path: text })), []),
  shared: optional(list(fields({ name: text, version: optional(string, ''), requiredVersion: range })), []),
})

function readEntry(name: string, metaData: Found['metaData'], url: string): ModuleFederationEntry {
  const { remoteEntry, publicPath, globalName = name } = metaData
  const folder = publicPath === 'auto' ? '' : `${publicPath.replace(/\/$/, '')}/`
  const address = [...remoteEntry.path.split('/'), remoteEntry.name].filter(Boolean).join('/')
  const base = parseUrl(folder, url)
  const entry = base && parseUrl(address, base)
  if (!entry || !/^https?:/.test(entry)) {
    return fail(['metaData', 'publicPath'], publicPath, '"auto", or the URL of a folder')
  }
  return { url: entry, kind: /^(module|esm)$/.test(remoteEntry.type) ? 'module' : 'script', globalName }
}
