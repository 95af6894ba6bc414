import { type Resolution, resolveSpecifier, toImportMap } from '../../index.js'
import type { Portfolio } from './portfolio.js'
import { accepts, admission, meets, type OfferedCopy, offers, type Reading } from './text-of-remotes.js'

/**
 * Every breach of rules 1 to 8 on the emitted import map, read as a browser reads it: from each remote's own modules and
 * from each file of each copy that they reach. Nothing of the resolution is believed but who is rejected and warned.
 */
export function breachesOf({ remotes }: Portfolio, reading: Reading, resolution: Resolution): readonly string[] {
  const map = toImportMap(resolution)
  const breaches: string[] = []
  const { names, declared, copies, pairs } = reading
  const see = (parent: string, specifier: string): OfferedCopy | undefined => {
    try {
      const url = resolveSpecifier(map, specifier, parent)
      return copies.find(copy => url.startsWith(copy.url))
    } catch {
      return undefined
    }
  }
  const specifierOf = (name: string, subpath: string) => name + subpath.slice(1)
  const environments = new Map<string, Map<string, OfferedCopy>>()
  const wiring = new Map<string, OfferedCopy>()

  for (const [remote, name] of names.entries()) {
    if (resolution.rejected.has(name)) continue
    const { base } = remotes.find(remote => remote.name === name)!
    const environment = new Map<string, OfferedCopy>()
    environments.set(name, environment)
    let isWarned = false
    for (const [used, want] of declared[remote]!) {
      for (const subpath of Object.keys(want.uses)) {
        const copy = see(`${base}system/App.js`, specifierOf(used, subpath))
        if (!copy) breaches.push(`${name} sees no ${specifierOf(used, subpath)}`)
        else if ((environment.get(used) ?? copy) !== copy) breaches.push(`${name} sees two copies of ${used}`)
        else environment.set(used, copy)
      }
      const copy = environment.get(used)
      if (!copy) continue
      if (!offers(copy, want.uses)) breaches.push(`${name} sees a ${used} without what it uses (rule 2)`)
      if (want.scope !== copy.scope) breaches.push(`${name} sees a ${used} of another share scope (rule 5)`)
      if (!accepts(want.range, copy.version)) {
        isWarned = true
        if (admission(reading, remote, copy) === 'no') breaches.push(`${name} sees ${used} out of range (rule 1)`)
      }
    }
    if (isWarned !== resolution.warned.has(name)) breaches.push(`${name} is warned: ${!isWarned}`)

    for (const copy of environment.values()) {
      for (const ask of copy.requires) {
        const fromApp = see(`${base}system/App.js`, specifierOf(ask.package, Object.keys(ask.uses)[0]!))
        for (const subpath of Object.keys(ask.uses)) {
          const required = see(`${copy.url}index.js`, specifierOf(ask.package, subpath))
          const edge = `${copy.package} ${copy.version} of ${name}`
          if (!required) {
            breaches.push(`${edge} sees no ${ask.package} (rule 3)`)
            continue
          }
          if (required !== fromApp) breaches.push(`${edge} sees another ${ask.package} than ${name} (rule 4)`)
          if (!meets(reading, remote, ask, required))
            breaches.push(`${edge} sees a wrong ${ask.package} (rules 1, 2, 5)`)
          const key = `${copy.url} ${ask.package}`
          if ((wiring.get(key) ?? required) !== required) breaches.push(`${edge} has two environments (rule 4)`)
          wiring.set(key, required)
          // Growing the map while it is walked: what is required is looked at too.
          environment.set(ask.package, required)
        }
      }
    }
    const claimed = resolution.environments.get(name)!
    const urls = (entries: Iterable<[string, { readonly url: string }]>) =>
      JSON.stringify([...entries].map(([name, { url }]) => [name, url]).sort())
    if (urls(claimed) !== urls(environment)) breaches.push(`${name} has another environment than the map gives it`)
  }
  for (const { package: shared, a, b, why } of pairs) {
    const [mine, theirs] = [environments.get(names[a]!)?.get(shared), environments.get(names[b]!)?.get(shared)]
    if (mine && theirs && mine !== theirs) breaches.push(`${names[a]} and ${names[b]} see two ${shared} (${why})`)
  }
  return breaches
}
