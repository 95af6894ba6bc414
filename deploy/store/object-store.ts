import { explainFailures, type Failures } from './explain-failures.js'
import { settleWrite } from './settle-write.js'
import type { Store, Stored } from './store.js'

/** What a service that stores objects can do, and how it says that something went wrong. */
export interface ObjectService extends Omit<Failures, 'location'> {
  /** @returns undefined where there is no object of that key */
  readonly get: (key: string) => Promise<Stored | undefined>
  /** Writes if the object still has the tag, or, without one, if there is no object. Throws where the condition fails. */
  readonly put: (key: string, text: string, expected: string | undefined) => Promise<unknown>
  readonly list: (prefix: string) => AsyncIterable<string>
  /** Whether an error of `put` says that the condition did not hold. */
  readonly isRefusal: (error: unknown) => boolean
}

/** `s3://bucket/folder/importmap.json`, taken apart. */
export interface ObjectLocation {
  /** The bucket or container. */
  readonly place: string
  /** `folder/`, or nothing. */
  readonly folder: string
  readonly mapName: string
}

export function parseObjectLocation(location: string): ObjectLocation {
  const { hostname, pathname } = new URL(location)
  const slash = pathname.lastIndexOf('/')
  return {
    place: hostname,
    folder: decodeURIComponent(pathname.slice(1, slash + 1)),
    mapName: decodeURIComponent(pathname.slice(slash + 1)),
  }
}

/** A store in a service with conditional writes, which make comparing and swapping one step. */
export function objectStore(location: string, service: ObjectService): Store {
  const { folder, mapName } = parseObjectLocation(location)
  const { get, put, list, isRefusal } = service
  const explained = <T>(task: () => Promise<T>) => explainFailures({ location, ...service }, task)
  const read: Store['read'] = name => get(folder + name)
  return {
    location,
    mapName,
    read: name => explained(() => read(name)),
    write: (name, text, expected) =>
      explained(() =>
        settleWrite({
          text,
          expected,
          put: () => put(folder + name, text, expected),
          read: () => read(name),
          isRefusal,
          isGone: error => service.kindOf(error) === 'gone',
          location,
        }),
      ),
    list: below =>
      explained(async () => {
        const names: string[] = []
        for await (const key of list(folder + below)) names.push(key.slice(folder.length))
        return names.sort()
      }),
  }
}
