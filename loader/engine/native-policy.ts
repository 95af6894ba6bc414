/** What Trusted Types let through: TypeScript's DOM types do not have them yet. */
interface Policy {
  createScript(text: string): string
  createScriptURL(url: string): string
}

interface TrustedTypesWindow extends Window {
  readonly trustedTypes?: { createPolicy(name: string, rules: Policy): Policy }
}

let policy: Policy | undefined

/**
 * The Trusted Types policy `fedmap-native`. Only import maps that were written by JSON.stringify and the loader's own
 * files come here; modules are imported by URL, which Trusted Types leave to the content security policy.
 */
function nativePolicy(): Policy {
  const rules = { createScript: (text: string) => text, createScriptURL: (url: string) => url }
  policy ??= (window as TrustedTypesWindow).trustedTypes?.createPolicy('fedmap-native', rules) ?? rules
  return policy
}

export function trustedScript(text: string): string {
  return nativePolicy().createScript(text)
}

export function trustedUrl(url: string): string {
  return nativePolicy().createScriptURL(url)
}
