import { version as frameworkVersion } from 'react'
import { version as domVersion } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import { Cart } from '../../cart/src/cart.tsx'
import { version } from '../package.json'
import { FreeShipping } from './free-shipping.tsx'

interface Props {
  readonly domElement: HTMLElement
}

const roots = new Map<HTMLElement, Root>()

export async function bootstrap(): Promise<void> {}

export async function mount({ domElement }: Props): Promise<void> {
  const root = createRoot(domElement)
  root.render(<Cart above={total => <FreeShipping total={total} />} />)
  roots.set(domElement, root)
}

export async function unmount({ domElement }: Props): Promise<void> {
  roots.get(domElement)?.unmount()
  roots.delete(domElement)
}

export const runsOn = { version, url: import.meta.url, framework: 'react', frameworkVersion, domVersion }
