import {
  choosePageShares,
  FederationError,
  type ModuleFederationEntry,
  type ModuleFederationManifest,
  parseModuleFederationManifest,
  type RemoteEntry,
} from '../../core/index.js'
import type { Module } from '../engine/engine.js'
import type { PageWithManifests } from '../engine/page-with-manifests.js'
import { readGood } from '../fetch/read-good.js'
import type { Container } from './container.js'
import { loadContainer } from './load-container.js'
import { createShareScopes } from './share-scopes.js'

/** A remote that is set up. */
interface Opened {
  readonly container: Container
  readonly manifest: ModuleFederationManifest
}

/**
 * The page's Module Federation remotes: each is opened when the first of its modules is imported, with those of the
 * page's copies that are in its ranges. One that fails is reported, harms nobody, and is tried again by the next import.
 *
 * @returns a function that gets the factory of what a remote exposes (`'./Button'`); it throws FED-1xx and FED-403 to
 *   FED-410 for the remote's manifest, FED-406 and FED-436 for its entry, FED-431 and FED-437
 */
export function createForeignRemotes(page: PageWithManifests, importModule: (url: string) => Promise<Module>) {
  const initialize = createShareScopes(importModule)
  const remotes = new Map<string, Promise<Opened>>()
  /** By the URL of the entry: it is loaded once, also where its container failed to set itself up. */
  const containers = new Map<string, Container>()
  const failedEntries = new Set<string>()

  function open(remote: RemoteEntry): Promise<Opened> {
    const known = remotes.get(remote.url)
    if (known) return known
    const opened = openNow(remote).catch(error => {
      remotes.delete(remote.url)
      page.emit('rejected', { remote: remote.name, error })
      throw error
    })
    remotes.set(remote.url, opened)
    return opened
  }

  async function openNow(remote: RemoteEntry): Promise<Opened> {
    const manifest = await readManifest(remote)
    const { entry, shared } = manifest
    page.checkOrigin(entry.url, remote.name)
    const container = containers.get(entry.url) ?? (await loadEntry(entry, remote.name))
    containers.set(entry.url, container)
    const shares = choosePageShares(shared, page.composed().map)
    await orFail(() => initialize(container, shares), `${remote.name} could not be set up`, remote)
    return { container, manifest }
  }

  async function loadEntry(entry: ModuleFederationEntry, remote: string): Promise<Container> {
    const { url } = entry
    // The bad answer of last time may be in the browser's cache.
    const signal = AbortSignal.timeout(page.settings.moduleTimeout)
    if (failedEntries.delete(url)) await fetch(url, { cache: 'reload', signal }).catch(() => {})
    return loadContainer(entry, remote, page).catch(error => {
      failedEntries.add(url)
      throw error
    })
  }

  function readManifest(remote: RemoteEntry): Promise<ModuleFederationManifest> {
    const { name, url } = remote
    const read = (file: { readonly json: unknown; readonly url: string }) => {
      page.checkOrigin(file.url, name) // It may have been redirected.
      return parseModuleFederationManifest(file.json, file.url)
    }
    return readGood(url, page.fetchManifest(remote), read, page.integrityOf(url), page.emit)
  }

  return async (remote: RemoteEntry, expose: string): Promise<() => unknown> => {
    const { container, manifest } = await open(remote)
    const { name, url } = remote
    if (!manifest.exposes.includes(expose)) {
      const detail = `${name} exposes no '${expose}'. It has ${manifest.exposes.join(', ') || 'nothing'}.`
      throw new FederationError('FED-431', detail, { remote: name, url })
    }
    return orFail(() => container.get(expose), `${name} did not give '${expose}'`, remote)
  }
}

async function orFail<T>(run: () => T | Promise<T>, what: string, { name, url }: RemoteEntry): Promise<T> {
  try {
    return await run()
  } catch (cause) {
    const detail = `${what}: ${cause}. Importing it again tries again.`
    throw new FederationError('FED-437', detail, { remote: name, url }, cause)
  }
}
