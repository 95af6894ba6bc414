import { provideZonelessChangeDetection } from '@angular/core'
import { createApplication } from '@angular/platform-browser'
import { provideRouter } from '@angular/router'
import { Counter } from './counter'

export async function mount(element: HTMLElement) {
  const application = await createApplication({ providers: [provideZonelessChangeDetection(), provideRouter([])] })
  application.bootstrap(Counter, element.appendChild(document.createElement('matrix-counter')))
}

export async function values(element: HTMLElement) {
  const input = element.querySelector('input')!
  input.value = 'bowl'
  input.dispatchEvent(new Event('input'))
  await new Promise(resolve => setTimeout(resolve, 50))
  const textOf = (selector: string) => element.querySelector(selector)!.textContent!.trim()
  return { price: textOf('p'), loud: textOf('i') }
}
