/**
 * The source of remoteEntry.js, an ES module next to the exposes: Module Federation's container interface. `get` answers
 * with a factory of the expose's module.
 */
export function printRemoteEntry(name: string, exposes: ReadonlyMap<string, string>): string {
  const loaders = [...exposes].map(([expose, file]) => `  ${JSON.stringify(expose)}: () => import('./${file}'),`)
  return [
    `const exposes = {`,
    ...loaders,
    `}`,
    ``,
    `export async function get(expose) {`,
    `  if (!Object.hasOwn(exposes, expose)) {`,
    `    throw new Error(${JSON.stringify(`${name} exposes no `)} + JSON.stringify(expose) + '. It exposes ' + Object.keys(exposes).join(', '))`,
    `  }`,
    `  const module = await exposes[expose]()`,
    `  return () => module`,
    `}`,
    ``,
    `export async function init() {}`,
    ``,
  ].join('\n')
}
