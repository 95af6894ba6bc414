import { readFileSync } from 'node:fs'
import { type Mall, startMall } from '../../demo/start-mall.mjs'
import { call, type Tab, until } from '../../testing/browsers/test-browser.js'
import { widgetNames } from './visit-mall.js'

export type EngineName = 'system' | 'native'

export interface MallOnEngine extends Mall {
  /** URLs as the servers saw them, in order, since the last page was asked for. */
  readonly requests: readonly string[]
}

const page = readFileSync(new URL('../../demo/index.html', import.meta.url), 'utf8')

/** Notes what a visitor's console would show above the level of information. */
const listener = `<script>
  complaints = []
  for (const level of ['error', 'warn']) {
    const say = console[level]
    console[level] = (...words) => { complaints.push(words.join(' ')); say.apply(console, words) }
  }
  addEventListener('error', event => complaints.push(event.message))
  addEventListener('unhandledrejection', event => complaints.push(String(event.reason)))
</script>`

/** Serves the mall with the script of one engine or the other: the page's only difference. */
export async function startMallOn(engine: EngineName): Promise<MallOnEngine> {
  const script = engine === 'native' ? '/fedmap-native.js' : '/fedmap.js'
  const html = page.replace('<head>', `<head>${listener}`).replace('src="/fedmap.js"', `src="${script}"`)
  const requests: string[] = []
  const mall = await startMall({
    ports: 'ephemeral',
    intercept(server, request, response, serve) {
      if (server === 'page' && request.url === '/') {
        requests.length = 0
        response.setHeader('Content-Type', 'text/html').end(html)
        return
      }
      requests.push(`${server}${request.url}`)
      serve()
    },
  })
  return { ...mall, requests }
}

/** Opens the page and waits until every widget has mounted or failed. */
export async function visit(tab: Tab, mall: Mall): Promise<void> {
  await tab.goto(mall.url)
  await until(tab, count => document.querySelectorAll('.shell-slot[data-state]').length === count, widgetNames.length)
}

export interface Badge {
  readonly remote: string
  readonly version: string
  readonly framework: string
  readonly frameworkVersion: string
  readonly domVersion?: string
}

/** What each mounted widget says it runs on. */
export function badgesOf(tab: Tab): Promise<readonly Badge[]> {
  return call(tab, () =>
    [...document.querySelectorAll<HTMLElement>('[data-state=mounted] .shell-badge')].map(
      ({ dataset }) => ({ ...dataset }) as unknown as Badge,
    ),
  )
}

export function complaintsOf(tab: Tab): Promise<readonly string[]> {
  return call(tab, () => (window as unknown as { complaints: string[] }).complaints)
}
