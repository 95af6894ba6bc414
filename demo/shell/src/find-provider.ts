import { type RemoteName, widgets } from './widgets.ts'

/** The remote whose copy of a package the module at `parentUrl` runs on, or undefined where nobody's is in sight. */
export function findProvider(specifier: string, parentUrl: string): RemoteName | undefined {
  const copy = window.fedmap.resolve(specifier, parentUrl)
  const isServing = (remote: RemoteName) => {
    const base = baseOf(remote)
    return base !== undefined && copy.startsWith(base)
  }
  return (Object.keys(widgets) as RemoteName[]).find(isServing)
}

/** The folder of a remote's modules: where its widget lies. */
function baseOf(remote: RemoteName): string | undefined {
  try {
    return new URL('.', window.fedmap.resolve(`${remote}/Widget`)).href
  } catch {
    return undefined // A remote that the map does not have provides nothing.
  }
}
