const always = 'Take it out: every build writes federation.json, and remoteEntry.js for hosts of Module Federation.'
const relative = 'Take it out: a remote finds its files wherever it lies.'
const underName =
  "Take it out: packages are shared under their key in `shared`; `import: 'preact/compat'` there offers another."

/** Options of Module Federation that have no meaning here → what to do instead. */
export const adviceOnModuleFederation: Readonly<Record<string, string>> = {
  dts: 'Write `types: true`.',
  eager: 'Take it out: all that a page runs first is requested in one round.',
  filename: always,
  getPublicPath: relative,
  library: always,
  manifest: always,
  packageName: underName,
  publicPath: relative,
  remoteType: 'Take it out: what a remote is, its manifest says.',
  runtimePlugins: 'Take it out: stand-ins, retries and events are part of the loader.',
  shareKey: underName,
  shareStrategy: 'Take it out: the fewest copies are chosen for the whole page, whoever loads first.',
}
