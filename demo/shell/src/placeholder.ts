import { element } from './element.ts'

/** What stands where a widget should: few words for the visitor, the error's code for whoever looks after it. */
export function placeholder(remote: string, error: unknown, tryAgain: () => void): HTMLElement {
  const code = errorCode(error)
  const button = element('button', { type: 'button', class: 'shell-placeholder-button' }, 'Try again')
  button.addEventListener('click', tryAgain)
  return element(
    'div',
    { class: 'shell-placeholder', role: 'status', 'data-remote': remote, 'data-error-code': code },
    element('p', {}, 'This part of the shop is taking a break.'),
    element('p', { class: 'shell-placeholder-code' }, `${remote} · ${code}`),
    button,
  )
}

/** The code of a FederationError; the error's name where the widget's own code threw. */
function errorCode(error: unknown): string {
  if (error instanceof Error) return 'code' in error ? String(error.code) : error.name
  return 'Error'
}
