import { mountRootParcel } from 'single-spa'
import { badge } from './badge.ts'
import { element } from './element.ts'
import { placeholder } from './placeholder.ts'
import { type RemoteName, type Widget, widgets } from './widgets.ts'

/**
 * Loads a remote's widget and mounts it into its slot as a single-spa parcel. Whatever fails stays in the slot: a quiet
 * placeholder for the visitor, the error in the console for its team.
 */
export async function mountWidget(remote: RemoteName, slot: HTMLElement): Promise<void> {
  const domElement = element('div', { class: 'shell-widget' })
  slot.setAttribute('aria-busy', 'true')
  try {
    const widget: Widget = await widgets[remote]()
    slot.replaceChildren(domElement, badge(remote, widget.runsOn))
    await mountRootParcel(widget, { domElement }).mountPromise
    slot.dataset.state = 'mounted'
  } catch (error) {
    console.error(error)
    slot.replaceChildren(placeholder(remote, error, () => mountWidget(remote, slot)))
    slot.dataset.state = 'failed'
  }
  slot.removeAttribute('aria-busy')
}
