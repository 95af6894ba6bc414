import { element } from './element.ts'
import { findProvider } from './find-provider.ts'
import type { RemoteName, Widget } from './widgets.ts'

/** One quiet line under a widget: what it is, and what it really runs on, asked of the running page. */
export function badge(remote: RemoteName, runsOn: Widget['runsOn']): HTMLElement {
  const { version, framework, frameworkVersion } = runsOn
  const domVersion = runsOn.domVersion?.replace(/-next-.*/, '') // React 18's names the commit too.
  const provider = findProvider(framework, window.fedmap.resolve(`${remote}/Widget`)) ?? 'unknown'
  const facts = [`${framework} ${frameworkVersion}`]
  if (domVersion !== undefined) facts.push(`react-dom ${domVersion}`)
  facts.push(provider === remote ? 'its own copy' : `${withoutScope(provider)}’s copy`)

  const line = element(
    'p',
    {
      class: 'shell-badge',
      'data-remote': remote,
      'data-version': version,
      'data-framework': framework,
      'data-framework-version': frameworkVersion,
      'data-provider': provider,
    },
    element('strong', {}, withoutScope(remote)),
    ` ${version}`,
    ...facts.map(fact => element('span', {}, fact)),
  )
  if (domVersion !== undefined) line.dataset.domVersion = domVersion
  return line
}

function withoutScope(name: string): string {
  return name.slice(name.indexOf('/') + 1)
}
