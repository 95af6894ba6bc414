import type { On } from './events.js'

/** Says on the console, in a line each, what a developer should know of without asking. */
export function logEvents(on: On): void {
  on('rejected', ({ remote, error }) => console.error(`[fedmap] ${remote} cannot be imported. ${error.message}`))
  on('late', ({ remote }) => console.warn(`[fedmap] ${remote} came after manifestWait and joined late`))
  on('fallback', ({ url, standIn, why }) => console.warn(`[fedmap] ${url} ${why}; ${standIn} took over`))
  on('stale', ({ url, why }) => console.warn(`[fedmap] ${url} ${why}; its last good version is used`))
  on('warning', ({ message, url }) => console.warn(`[fedmap] ${url ?? ''} ${message}`))
}
