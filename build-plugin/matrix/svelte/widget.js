import { flushSync, mount as mountComponent } from 'svelte'
import { get } from 'svelte/store'
import { clicks } from './clicks.js'
import Counter from './counter.svelte'

export const mount = element => mountComponent(Counter, { target: element })

export function values(element) {
  clicks.set(40)
  flushSync()
  return { label: element.querySelector('p').textContent, clicks: get(clicks) }
}
