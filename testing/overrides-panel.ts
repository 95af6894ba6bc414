import type { Page } from 'playwright-core'

/** What a developer does in the import-map-overrides panel, each time up to the reloaded page. */
export interface OverridesPanel {
  override(name: string, url: string): Promise<void>
  add(name: string, url: string): Promise<void>
  disable(name: string): Promise<void>
  reset(): Promise<void>
}

/** Drives the real panel of a page by its buttons and fields. `reload` settles when the reloaded page has. */
export function overridesPanel(page: Page, reload: () => Promise<unknown>): OverridesPanel {
  const inPanel = (selector: string) => page.locator(`import-map-overrides-full ${selector}`)
  const open = () => inPanel('.imo-trigger').click()
  const openModule = async (name: string) => {
    await open()
    await inPanel('tr')
      .filter({ has: page.getByRole('cell', { name, exact: true }) })
      .first()
      .click()
  }
  const fill = (label: string, text: string) => inPanel(`input[aria-labelledby="${label}"]`).fill(text)
  const submit = async () => {
    await inPanel('button[type="submit"]').click()
    await reload()
  }
  return {
    async override(name, url) {
      await openModule(name)
      await fill('override-url-label', url)
      await submit()
    },
    async add(name, url) {
      await open()
      await inPanel('button').filter({ hasText: 'Add new module' }).click()
      await fill('module-name-label', name)
      await fill('override-url-label', url)
      await submit()
    },
    async disable(name) {
      await openModule(name)
      await inPanel('button').filter({ hasText: 'Disable Override' }).click()
      await reload()
    },
    async reset() {
      await open()
      await inPanel('button').filter({ hasText: 'Reset all overrides' }).click()
      await reload()
    },
  }
}
