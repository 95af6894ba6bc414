import { version as frameworkVersion } from 'react'
import { version as domVersion, render, unmountComponentAtNode } from 'react-dom'
import { version } from '../package.json'
import { Stores } from './stores.tsx'

interface Props {
  readonly domElement: HTMLElement
}

export async function bootstrap(): Promise<void> {}

export async function mount({ domElement }: Props): Promise<void> {
  render(<Stores />, domElement)
}

export async function unmount({ domElement }: Props): Promise<void> {
  unmountComponentAtNode(domElement)
}

export const runsOn = { version, url: import.meta.url, framework: 'react', frameworkVersion, domVersion }
