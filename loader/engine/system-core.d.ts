declare module 'systemjs/dist/s.js' {
  /** SystemJS's core: the registry, linking and running. What it leaves to its host is missing. See build/system-core.mjs. */
  export default function createSystemCore(): object
}
