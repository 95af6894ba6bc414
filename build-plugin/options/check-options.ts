import semver from 'semver'
import { suggestName } from '../../core/errors/find-nearest-name.js'
import { FederationError } from '../../core/index.js'
import { isObject } from '../../core/is-object.js'
import { parsePackageSpecifier } from '../packages/parse-package-specifier.js'
import { adviceOnModuleFederation } from './advice-on-module-federation.js'
import { type ExposeOptions, type FederationOptions, type SharedOptions, syntaxTargets } from './federation-options.js'

/** What a value must be: in words for the error, and as a test. */
interface ValueType {
  readonly expected: string
  readonly accepts: (value: unknown) => boolean
}

const text: ValueType = { expected: 'a string', accepts: isText }
const flag: ValueType = { expected: 'true or false', accepts: value => typeof value === 'boolean' }
const texts: ValueType = { expected: 'an array of strings', accepts: isTexts }
const textByName: ValueType = {
  expected: 'an object of strings',
  accepts: v => isObject(v) && Object.values(v).every(isText),
}

/** Every option with what it must be. The types say the same to the compiler; this says it to JavaScript. */
const federationTable: Record<keyof FederationOptions, ValueType> = {
  name: { expected: "a name such as '@mall/cart', which others can import", accepts: isRemoteName },
  exposes: {
    expected: "an object of files: { './Widget': './src/widget.tsx' } or { './Widget': { import, peers } }",
    accepts: value => isObject(value) && Object.values(value).every(expose => isText(expose) || isObject(expose)),
  },
  shared: {
    expected:
      "'dependencies', an array of package names, or an object of package names with their options, " +
      "as { react: { requiredVersion: '^18.2.0' } }",
    accepts: value =>
      value === 'dependencies' || isTexts(value) || (isObject(value) && Object.values(value).every(isObject)),
  },
  remotes: {
    expected:
      "an array of remotes' names, or an object: what the code imports → the remote's name (where it lies, the page's " +
      'importmap.json says)',
    accepts: value => (Array.isArray(value) || isObject(value)) && Object.values(value).every(isRemoteName),
  },
  root: text,
  target: {
    expected: `one of ${syntaxTargets.join(', ')}`,
    accepts: value => syntaxTargets.some(target => target === value),
  },
  mode: {
    expected: "'production' or 'development'",
    accepts: value => value === 'production' || value === 'development',
  },
  types: {
    expected: "true, false or a configuration of TypeScript, as 'tsconfig.build.json'",
    accepts: value => typeof value === 'boolean' || isText(value),
  },
}

const exposeTable: Record<keyof ExposeOptions, ValueType> = { import: text, peers: texts }

const sharedTable: Record<keyof SharedOptions, ValueType> = {
  requiredVersion: { expected: 'a range or false', accepts: value => value === false || isText(value) },
  singleton: flag,
  strictVersion: flag,
  shareScope: text,
  import: {
    expected: "false, what to offer as 'preact/compat', or left out",
    accepts: value => value === false || isText(value),
  },
  version: {
    expected: "a version such as '18.3.1'",
    accepts: value => isText(value) && semver.valid(value) === value,
  },
  subpaths: { expected: "an array of subpaths such as './client'", accepts: isSubpaths },
  treeShake: {
    expected: "true, false or 'and-full'",
    accepts: value => typeof value === 'boolean' || value === 'and-full',
  },
  requires: textByName,
}

/**
 * Throws where the options are not of the documented shape: FED-501 for an option that does not exist, FED-502 for a
 * value of the wrong type.
 */
export function checkOptions(options: unknown): asserts options is FederationOptions {
  checkFields(options, federationTable, ['name'], 'federation()')
  for (const [name, expose] of Object.entries(options.exposes ?? {})) {
    if (typeof expose === 'object') checkFields(expose, exposeTable, ['import'], `exposes['${name}']`)
  }
  const { shared = [] } = options
  if (shared === 'dependencies') return
  if (isTexts(shared)) return shared.forEach(checkPackageName)
  for (const [name, settings] of Object.entries(shared)) {
    checkPackageName(name)
    checkFields(settings, sharedTable, [], `shared['${name}']`)
  }
}

function checkPackageName(name: string): void {
  const specifier = parsePackageSpecifier(name.replace(/\/$/, ''))
  if (specifier?.package === name) return
  const advice = specifier
    ? `which is part of a package. Name '${specifier.package}': all of it that is imported is shared.`
    : 'which is not the name of a package. What remotes expose to each other are `exposes`.'
  throw new FederationError('FED-502', `shared in federation() names '${name}', ${advice}`)
}

function checkFields<T extends object>(
  value: unknown,
  table: Record<keyof T & string, ValueType>,
  required: readonly (keyof T & string)[],
  place: string,
): asserts value is T {
  if (!isObject(value)) throw new FederationError('FED-502', `${place} takes an object, not ${describe(value)}.`)
  for (const key of Object.keys(value)) {
    if (!(key in table)) {
      const known = Object.keys(table)
      const instead = adviceOnModuleFederation[key]
      const advice = instead ? ` ${instead}` : `${suggestName(key, known)} It takes ${known.join(', ')}.`
      throw new FederationError('FED-501', `${place} has no option '${key}'.${advice}`)
    }
  }
  for (const [key, type] of Object.entries<ValueType>(table)) {
    const field = value[key]
    if (field === undefined && !required.includes(key as keyof T & string)) continue
    if (!type.accepts(field)) {
      throw new FederationError('FED-502', `${key} in ${place} must be ${type.expected}, not ${describe(field)}.`)
    }
  }
}

function describe(value: unknown): string {
  if (value === undefined) return 'left out'
  return typeof value === 'function' ? 'a function' : `${JSON.stringify(value)}`
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isText)
}

function isSubpaths(value: unknown): boolean {
  return isTexts(value) && value.every(subpath => subpath === '.' || subpath.startsWith('./'))
}

/** A bare specifier without a trailing slash: neither a path nor a URL. */
function isRemoteName(value: unknown): boolean {
  return isText(value) && !/^[./]|^[a-z][a-z\d+.-]*:|:\/\/|\/$|\s/i.test(value)
}
