import { writable } from 'svelte/store'

export const clicks = writable(0)
