import './shell.css'
import { addErrorHandler } from 'single-spa'
import { layout } from './layout.ts'
import { mountWidget } from './mount-widget.ts'
import { type RemoteName, widgets } from './widgets.ts'

// single-spa throws the error of a parcel once more where nobody handles it; mountWidget has done so already.
addErrorHandler(() => {})

const { root, slots, bagCount } = layout()
document.querySelector('#mall')?.replaceChildren(root)

for (const remote of Object.keys(widgets) as RemoteName[]) mountWidget(remote, slots[remote])
countBag()

/** The number beside the bag: another remote's store, and only a number less if that remote is not there. */
async function countBag(): Promise<void> {
  const cart = await import('@mall/cart/store').catch(() => undefined)
  if (cart === undefined) return
  const show = () => {
    const count = cart.getState().lines.reduce((sum, line) => sum + line.quantity, 0)
    bagCount.textContent = String(count)
    bagCount.dataset.count = String(count)
  }
  cart.subscribe(show)
  show()
}
