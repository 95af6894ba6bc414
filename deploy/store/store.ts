/** A text as a store holds it. */
export interface Stored {
  readonly text: string
  /** Changes when the text does: what a later write is conditional on. */
  readonly tag: string
}

/** A map that can be read. */
export type StoredMap = Pick<Store, 'location' | 'mapName' | 'read'>

/**
 * Where importmap.json and its history live: a few named texts, each written only on condition. Three kinds: a folder
 * (`openFileStore`), an S3-compatible bucket (`openS3Store`), an Azure Blob container (`openAzureStore`). All that
 * makes a deploy safe beyond the conditional write is the same for each and stands in `change-map.ts`.
 */
export interface Store {
  /** For messages: what the user gave, without secrets. */
  readonly location: string
  /** The name of the map in this store, `importmap.json` as a rule. */
  readonly mapName: string
  /** @returns undefined where there is none of that name */
  readonly read: (name: string) => Promise<Stored | undefined>
  /**
   * Writes a text whole, durably, and only if nobody was faster. After a failure the store holds what it held.
   *
   * @param expected the tag that the text must still have; undefined: there must be none of that name
   * @returns false where the condition did not hold, and nothing was written
   */
  readonly write: (name: string, text: string, expected: string | undefined) => Promise<boolean>
  /** The names below a folder (`'.importmap/history/'`), in code-unit order. */
  readonly list: (folder: string) => Promise<readonly string[]>
}

/** The folder beside a map that is fedmap's own: `.importmap` for `importmap.json`. */
export function ownFolder(mapName: string): string {
  return `.${mapName.replace(/\.json$/, '')}`
}
