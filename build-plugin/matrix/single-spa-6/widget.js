import {
  getAppStatus,
  navigateToUrl,
  registerApplication,
  start,
  triggerAppChange,
  unregisterApplication,
} from 'single-spa'
import { showCount } from '../show-count.js'

export async function mount(element) {
  const name = `app-${Math.random()}`
  registerApplication({
    name,
    app: {
      bootstrap: async () => {},
      mount: async () => showCount(element, count => count + (getAppStatus(name) === 'MOUNTED')),
      unmount: async () => element.replaceChildren(),
    },
    activeWhen: () => true,
  })
  start()
  await triggerAppChange()
}

export const values = () => ({ navigate: typeof navigateToUrl, unregister: typeof unregisterApplication })
