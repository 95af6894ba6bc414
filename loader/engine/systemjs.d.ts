declare module 'systemjs/dist/s.js' {
  /** SystemJS's file as a function: see rollup.config.mjs. */
  export default function runSystem(): void
}
