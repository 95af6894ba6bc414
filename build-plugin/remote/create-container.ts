import type { Comparators, ContainerData } from './container-data.js'

/** Module Federation's share scope: specifier → version → how to get it. */
export type ShareScope = Readonly<Record<string, Readonly<Record<string, Offer>> | undefined>>

/** A version of a package on offer, as Module Federation's containers keep it. */
interface Offer {
  get(): unknown
  /** Whether someone runs on it already. */
  loaded?: unknown
}

interface SystemRegistry {
  addImportMap(map: { scopes: Record<string, Record<string, string>> }, base: string): void
  set?(url: string, module: object): unknown
  import(url: string): Promise<Readonly<Record<string, unknown>>>
}

/**
 * Module Federation's container for a remote of System modules. `init` is told the host's share scope; the first `get`
 * takes of it what suits and binds that as modules of this remote's scope; all else the remote brings itself. `get`
 * answers with a factory.
 *
 * What suits is a set of packages that fit together, found in two steps (`choose`):
 *
 * 1. For each package by itself, the best version on offer that the remote's code accepts: one that someone runs on already
 *    before a newer one. Hosts rarely share each specifier of a package. What is missing of a version
 *    (`react/jsx-runtime`) the own copy's files supply (`ownFiles`), so that it must be the own copy's version, or those
 *    files such as can go with another one.
 * 2. What does not fit with the rest is given up, which is to stay with the own copy, until a round gives up nothing. Of each
 *    package and what its own copy requires:
 *    - the own copy stays: the host's version of what it requires must be in its range, else that is given up;
 *    - the host's version is taken: so must be what is required, since the host's copy runs with the host's; and where that
 *      version is the own copy's, or own files that supply what is missing run on it, in range. Else the package is given up.
 *    Packages only ever leave the set, so it ends, with at worst nothing taken.
 *
 * A package that is not taken and has no own copy is FED-432. What is taken is bound in the scopes that the remote has on its
 * own (`bind`): the host's modules under URLs of their own, in the place of the copy's.
 *
 * It goes into remoteEntry.js as text, comments included, so it uses nothing but its arguments.
 */
export function createContainer(
  data: ContainerData,
  entryUrl: string,
  system: SystemRegistry,
  loadStyles: (expose: string) => Promise<void>,
  markEsModule: (module: Readonly<Record<string, unknown>>) => object,
) {
  const { name, exposes, needs, scopes } = data
  let boundTo: ShareScope | undefined
  let bound: Promise<void> | undefined
  const given: Record<string, object> = {}

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
      const offers = shareScope[needed] ?? {}
      const best = Object.keys(offers)
        .filter(
          version =>
            accepts(range, version) &&
            (version === carries || ownFiles(needed, version, shareScope).every(specifier => specifiers[specifier])),
        )
        .sort(
          (left, right) => Number(!offers[left]!.loaded) - Number(!offers[right]!.loaded) || compare(right, left),
        )[0]
      if (best !== undefined) chosen[needed] = best
    }
    // What does not fit with the rest is given up, until all fits.
    for (let before = -1; before !== Object.keys(chosen).length; ) {
      before = Object.keys(chosen).length
      for (const [user, { carries, requires, specifiers }] of Object.entries(needs)) {
        for (const [required, range] of Object.entries(requires)) {
          const [using, version] = [chosen[user], chosen[required]]
          const isMisfit = version !== undefined && !accepts(range, version)
          if (using === undefined) {
            if (isMisfit) delete chosen[required]
            continue
          }
          const isHeldTo =
            using === carries ||
            ownFiles(user, using, shareScope).some(specifier => specifiers[specifier]?.includes(required))
          if (version === undefined || (isMisfit && isHeldTo)) delete chosen[user]
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

  /** What the host does not share of a version: the specifiers that the remote's own copy has to supply. */
  function ownFiles(needed: string, version: string, shareScope: ShareScope): string[] {
    return Object.keys(needs[needed]!.specifiers).filter(specifier => !shareScope[specifier]?.[version])
  }

  async function bind(shareScope: ShareScope): Promise<void> {
    const chosen = choose(shareScope)
    const urls: Record<string, string> = {}
    const uncarried: Record<string, string> = {}
    for (const [needed, version] of Object.entries(chosen)) {
      for (const specifier of Object.keys(needs[needed]!.specifiers)) {
        const offer = shareScope[specifier]?.[version]
        if (!offer) continue
        offer.loaded = 1 // Whoever chooses later prefers what runs.
        if (!system.set) fail('FED-433', `${name} needs System.set to take ${needed}@${version} from its host.`)
        const factory = (await offer.get()) as () => object
        const url = new URL(`share-scope/${specifier}@${version}`, entryUrl).href
        system.set(url, toNamespace(factory()))
        urls[specifier] = url
        if (needs[needed]!.carries === null) uncarried[specifier] = url
      }
    }
    system.addImportMap(
      {
        scopes: Object.fromEntries(
          Object.entries(scopes).map(([scope, own]) => [scope, { ...uncarried, ...own, ...pick(urls, own) }]),
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
      if (boundTo && boundTo !== shareScope) {
        fail('FED-434', `${name} is bound to one share scope already, and cannot have two.`)
      }
      boundTo = shareScope
    },
    async get(expose: string): Promise<() => object> {
      const key = /^\.(?:\/|$)/.test(expose) ? expose : `./${expose}`
      const file = Object.hasOwn(exposes, key) ? exposes[key] : undefined
      if (file === undefined)
        fail('FED-431', `${name} exposes no '${expose}'. It has ${Object.keys(exposes).join(', ')}.`)
      // What the host failed to load today may load the next time.
      bound ??=
        boundTo &&
        bind(boundTo).catch(error => {
          bound = undefined
          throw error
        })
      await Promise.all([bound, loadStyles(key)])
      const module = await system.import(new URL(file, entryUrl).href)
      given[file] ??= markEsModule(module)
      return () => given[file]!
    },
  }
}
