import type { PageMap, PreviousResolution } from '../../core/index.js'

/**
 * What a composed map says of who runs on which copies: enough to prefer them in a new resolution, so that a deploy
 * does not make every visitor download React again.
 *
 * @returns undefined for a map that is not composed
 */
export function readPrevious({ generated }: PageMap): PreviousResolution | undefined {
  if (!generated) return undefined
  const { format, from, generated: keys } = generated.key
  const folders = Object.keys(keys.scopes).filter(scope => scope.includes(`/${format}/shared/`))
  const scopes = generated.json.scopes as Readonly<Record<string, Readonly<Record<string, string>>>>
  const environmentOf = (manifestUrl: string) => {
    const scope = scopes[new URL(`${format}/`, manifestUrl).href] ?? {}
    const placements = Object.entries(scope).flatMap(([specifier, url]) => {
      const folder = folders.find(folder => url.startsWith(folder))
      return folder === undefined ? [] : [[packageOf(specifier), { url: folder }] as const]
    })
    return new Map(placements)
  }
  return { environments: new Map(Object.entries(from).map(([name, url]) => [name, environmentOf(url)])) }
}

/** `@scope/name` of `@scope/name/sub/path`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}
