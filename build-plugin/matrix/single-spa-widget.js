import { showCount } from './show-count.js'

/** The widget of either version. All remotes have one copy of single-spa, which a page starts once. */
export function createWidget({ getAppStatus, navigateToUrl, registerApplication, start, triggerAppChange, ...others }) {
  return {
    async mount(element) {
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
      if (!globalThis.isSingleSpaStarted) start()
      globalThis.isSingleSpaStarted = true
      await triggerAppChange()
    },
    values: () => ({ navigate: typeof navigateToUrl, unregister: typeof others.unregisterApplication }),
  }
}
