import { version as frameworkVersion } from 'react'
import { version as domVersion } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import { version } from '../package.json'
import { Account } from './account.tsx'

interface Props {
  readonly domElement: HTMLElement
}

const roots = new Map<HTMLElement, Root>()

export async function bootstrap(): Promise<void> {}

export async function mount({ domElement }: Props): Promise<void> {
  const root = createRoot(domElement)
  root.render(<Account />)
  roots.set(domElement, root)
}

export async function unmount({ domElement }: Props): Promise<void> {
  roots.get(domElement)?.unmount()
  roots.delete(domElement)
}

export const runsOn = { version, url: import.meta.url, framework: 'react', frameworkVersion, domVersion }
