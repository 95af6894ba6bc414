/** The remote that a specifier belongs to: `@mall/cart` of `@mall/cart/Widget`. The longest name, where there are two. */
export function remoteOf(specifier: string, names: Iterable<string>): string | undefined {
  let found: string | undefined
  for (const name of names) {
    const isOf = specifier === name || specifier.startsWith(`${name}/`)
    if (isOf && name.length > (found?.length ?? 0)) found = name
  }
  return found
}
