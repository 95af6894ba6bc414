import type { On } from './events.js'

/** Says on the console, in a line each, what a developer should know of without asking. */
export function logEvents(on: On): void {
  on('rejected', ({ remote, error }) => console.error(`[fedmap] ${remote} cannot be imported. ${error.message}`))
  for (const name of ['late', 'fallback', 'stale', 'warning'] as const) {
    on(name, detail => console.warn(`[fedmap] ${name}: ${JSON.stringify(detail)}`))
  }
}
