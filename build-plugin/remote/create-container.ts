/** What a package's copies must be, as the container can tell without a range parser: alternatives of comparators. */
export type Comparators = readonly (readonly (readonly [operator: string, version: string])[])[]

/** What a remote needs of one package, as its remoteEntry.js carries it. */
export interface ContainerNeed {
  /** What the remote's own code accepts; `null` for every version. */
  readonly accepts: Comparators | null
  /** The specifiers that it imports of the package: `['react', 'react/jsx-runtime']`. */
  readonly specifiers: readonly string[]
  /** The version of its own copy; `null` where it has none. */
  readonly carries: string | null
  /** What its own copy requires: package → what that accepts. */
  readonly requires: Readonly<Record<string, Comparators | null>>
}

export interface ContainerData {
  readonly name: string
  /** Expose → its file, relative to the entry. */
  readonly exposes: Readonly<Record<string, string>>
  /** Package → what is needed of it. */
  readonly needs: Readonly<Record<string, ContainerNeed>>
  /** The scopes of the remote on its own, all relative to the entry. */
  readonly scopes: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** Module Federation's share scope: specifier → version → how to get it. */
export type ShareScope = Readonly<Record<string, Readonly<Record<string, { get(): unknown }>> | undefined>>

interface SystemRegistry {
  addImportMap(map: { scopes: Record<string, Record<string, string>> }, base: string): void
  set?(url: string, module: object): unknown
  import(url: string): Promise<object>
}

/**
 * Module Federation's container for a remote of System modules. `init` takes from the host's share scope what suits, and
 * binds it as modules of this remote's scope; all else the remote brings itself. `get` answers with a factory.
 *
 * A set of packages is taken that fits together: a version that the remote's code and those of its own copies that stay
 * accept; all specifiers of it that are needed, or the same version as its own copy, whose files then supply the rest; and
 * with each package also what its own copy of it requires, since the host's copy runs with the host's.
 *
 * It goes into remoteEntry.js as text, so it uses nothing but its arguments.
 */
export function createContainer(data: ContainerData, entryUrl: string, system: SystemRegistry) {
  const { name, exposes, needs, scopes } = data
  let bound: Promise<void> | undefined
  let boundTo: ShareScope | undefined

  function fail(code: string, message: string): never {
    const where = { remote: name, url: entryUrl }
    throw Object.assign(new Error(`${code} ${message}`), { code, name: 'FederationError', where })
  }

  const collator = new Intl.Collator('en', { numeric: true })

  function compare(left: string, right: string): number {
    const [[leftCore = '', leftPre = ''], [rightCore = '', rightPre = '']] = [left, right].map(version =>
      version.replace(/\+.*/, '').split(/-(.*)/),
    ) as [string[], string[]]
    return (
      collator.compare(leftCore, rightCore) ||
      Number(leftPre === '') - Number(rightPre === '') ||
      collator.compare(leftPre, rightPre)
    )
  }

  function accepts(comparators: Comparators | null, version: string): boolean {
    if (!comparators) return true
    return comparators.some(alternative => {
      // As npm has it: a prerelease only where the range names one of the same version.
      const isNamed = ([, other]: readonly [string, string]) =>
        other.includes('-') && other.split('-')[0] === version.split('-')[0]
      if (version.includes('-') && !alternative.some(isNamed)) return false
      return alternative.every(([operator, other]) => {
        const order = compare(version, other)
        if (operator === '>') return order > 0
        if (operator === '<') return order < 0
        if (operator === '>=') return order >= 0
        return operator === '<=' ? order <= 0 : order === 0
      })
    })
  }

  /** Package → the version that is taken from the host. */
  function choose(shareScope: ShareScope): Record<string, string> {
    const chosen: Record<string, string> = {}
    for (const [needed, { accepts: range, specifiers, carries }] of Object.entries(needs)) {
      const versions = Object.keys(shareScope[needed] ?? {}).filter(
        version =>
          accepts(range, version) &&
          (version === carries || specifiers.every(specifier => shareScope[specifier]?.[version])),
      )
      const newest = versions.sort((left, right) => compare(right, left))[0]
      if (newest !== undefined) chosen[needed] = newest
    }
    // What does not fit with the rest is given up, until all fits.
    for (let before = -1; before !== Object.keys(chosen).length; ) {
      before = Object.keys(chosen).length
      for (const [user, { carries, requires }] of Object.entries(needs)) {
        for (const [required, range] of Object.entries(requires)) {
          const version = chosen[required]
          const isMisfit = version !== undefined && !accepts(range, version)
          if (chosen[user] === undefined) {
            if (isMisfit) delete chosen[required]
          } else if (version === undefined || (isMisfit && chosen[user] === carries)) {
            delete chosen[user]
          }
        }
      }
    }
    for (const [needed, { carries }] of Object.entries(needs)) {
      if (carries === null && chosen[needed] === undefined) {
        fail('FED-432', `${name} carries no ${needed}, and the host's share scope has none that fits.`)
      }
    }
    return chosen
  }

  async function bind(shareScope: ShareScope): Promise<void> {
    const chosen = choose(shareScope)
    const urls: Record<string, string> = {}
    const foreign: Record<string, string> = {}
    for (const [needed, version] of Object.entries(chosen)) {
      for (const specifier of needs[needed]!.specifiers) {
        const offer = shareScope[specifier]?.[version]
        if (!offer) continue
        if (!system.set) fail('FED-433', `${name} needs System.set to take ${needed}@${version} from its host.`)
        const factory = (await offer.get()) as () => object
        const url = new URL(`share-scope/${specifier}@${version}`, entryUrl).href
        system.set(url, toNamespace(factory()))
        urls[specifier] = url
        if (needs[needed]!.carries === null) foreign[specifier] = url
      }
    }
    system.addImportMap(
      {
        scopes: Object.fromEntries(
          Object.entries(scopes).map(([scope, own]) => [scope, { ...foreign, ...own, ...pick(urls, own) }]),
        ),
      },
      entryUrl,
    )
  }

  function pick(record: Record<string, string>, keys: object): Record<string, string> {
    return Object.fromEntries(Object.entries(record).filter(([key]) => key in keys))
  }

  /** What `require` would return → what `import` sees. */
  function toNamespace(module: object): object {
    if (
      (module as { __esModule?: unknown }).__esModule ||
      Object.prototype.toString.call(module) === '[object Module]'
    ) {
      return module
    }
    return { ...module, default: module, 'module.exports': module }
  }

  return {
    /** Once, before the first `get`; again with the same share scope it does nothing. */
    async init(shareScope: ShareScope = {}): Promise<void> {
      if (bound && boundTo !== shareScope) {
        fail('FED-434', `${name} is bound to one share scope already, and cannot have two.`)
      }
      boundTo = shareScope
      bound ??= bind(shareScope)
      await bound
    },
    async get(expose: string): Promise<() => object> {
      const key = /^\.(?:\/|$)/.test(expose) ? expose : `./${expose}`
      const file = Object.hasOwn(exposes, key) ? exposes[key] : undefined
      if (file === undefined)
        fail('FED-431', `${name} exposes no '${expose}'. It has ${Object.keys(exposes).join(', ')}.`)
      await bound
      const module = await system.import(new URL(file, entryUrl).href)
      return () => module
    },
  }
}
