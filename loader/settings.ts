/** What a page may set. All times in milliseconds. */
export interface Settings {
  /** How long the first resolution waits for manifests, after importmap.json has come. Who misses it joins later. */
  readonly manifestWait: number
  /** After this an attempt to fetch importmap.json has failed. */
  readonly importMapTimeout: number
  /** After this an attempt to fetch a manifest has failed. */
  readonly manifestTimeout: number
  /** After this a module has failed, and a stand-in is tried where there is one. */
  readonly moduleTimeout: number
  /** After this a stylesheet has failed, and its module runs without it. */
  readonly stylesheetTimeout: number
  /** How often the fetch of importmap.json or of a manifest is repeated before it has failed. */
  readonly retries: number
}

export const defaultSettings: Settings = {
  manifestWait: 1500,
  importMapTimeout: 10_000,
  manifestTimeout: 10_000,
  moduleTimeout: 20_000,
  stylesheetTimeout: 10_000,
  retries: 2,
}
