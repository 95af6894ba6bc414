declare module 'systemjs/dist/s.js' {
  /** SystemJS's core: the registry, linking and running. What it leaves to its host is missing. See rollup.config.mjs. */
  export default function createSystemCore(): object
}
