/** The specifier with the remote's name for what the code calls it; the longest alias wins. */
export function findRemote(remotes: ReadonlyMap<string, string>, specifier: string): string | undefined {
  const aliases = [...remotes.keys()].filter(alias => specifier === alias || specifier.startsWith(`${alias}/`))
  const alias = aliases.sort((a, b) => b.length - a.length)[0]
  return alias === undefined ? undefined : remotes.get(alias)! + specifier.slice(alias.length)
}
