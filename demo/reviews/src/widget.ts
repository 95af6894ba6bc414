import { type App, createApp, version as frameworkVersion } from 'vue'
import { version } from '../package.json'
import { ReviewList } from './review-list.tsx'

interface Props {
  readonly domElement: HTMLElement
}

const apps = new Map<HTMLElement, App>()

export async function bootstrap(): Promise<void> {}

export async function mount({ domElement }: Props): Promise<void> {
  const app = createApp(ReviewList)
  app.mount(domElement)
  apps.set(domElement, app)
}

export async function unmount({ domElement }: Props): Promise<void> {
  apps.get(domElement)?.unmount()
  apps.delete(domElement)
}

export const runsOn = { version, url: import.meta.url, framework: 'vue', frameworkVersion }
