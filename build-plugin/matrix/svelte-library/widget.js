import { flushSync, mount as mountComponent } from 'svelte'
import Picker from './picker.svelte'

export const mount = element => mountComponent(Picker, { target: element })

export async function values(element) {
  element.querySelector('[role=switch]').click()
  flushSync()
  await new Promise(resolve => setTimeout(resolve, 50))
  const toast = document.querySelector('[data-sonner-toast]')
  return {
    isOn: element.querySelector('[role=switch]').getAttribute('data-state'),
    toast: toast?.textContent.trim(),
  }
}
