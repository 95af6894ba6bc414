import type { Loader } from 'fedmap/loader'

/** What the page's scripts put on the window, as far as the shell uses it. */
declare global {
  interface Window {
    readonly fedmap: Loader
    readonly importMapOverrides?: { enableUI(): void }
  }
}
