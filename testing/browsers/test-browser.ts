/** A browser as the tests of all browsers see it: as little as all of them can do, so that each case is written once. */
export interface TestBrowser {
  readonly name: BrowserName
  readonly version: string
  /** Opens a tab in a profile of its own. */
  open(): Promise<Tab>
  close(): Promise<void>
}

export type BrowserName = 'chromium' | 'firefox' | 'webkit'

export interface Tab {
  goto(url: string): Promise<void>
  /** Evaluates an expression in the page, awaits what it promises, and copies it out as JSON. */
  evaluate(expression: string): Promise<unknown>
  close(): Promise<void>
}

/** Calls a function in the page. It is sent as text: it sees its arguments, which are copied, and nothing around it. */
export function call<Arguments extends readonly unknown[], Result>(
  tab: Tab,
  inPage: (...values: Arguments) => Result,
  ...values: Arguments
): Promise<Awaited<Result>> {
  return tab.evaluate(expressionOf(inPage, values)) as Promise<Awaited<Result>>
}

function expressionOf(inPage: unknown, values: readonly unknown[]): string {
  return `(${inPage})(${values.map(value => JSON.stringify(value) ?? 'undefined').join()})`
}

/** Waits until a function in the page gives something truthy. */
export async function until<Arguments extends readonly unknown[]>(
  tab: Tab,
  inPage: (...values: Arguments) => unknown,
  ...values: Arguments
): Promise<void> {
  const end = Date.now() + patience
  for (;;) {
    // What it gives may be a node, which cannot be copied out.
    if (await tab.evaluate(`Promise.resolve(${expressionOf(inPage, values)}).then(Boolean)`)) return
    if (Date.now() > end) throw new Error(`${patience} ms have passed, and it is still not so: ${inPage}`)
    await new Promise(resume => setTimeout(resume, 50))
  }
}

/** In milliseconds. Three browsers on a machine of two cores are slow now and then. */
const patience = 20_000
