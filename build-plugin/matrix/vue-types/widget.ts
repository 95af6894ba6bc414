import { createApp } from 'vue'
import Stars from './stars.vue'

export { default as Star } from './parts/star.vue'
export const mount = (element: HTMLElement) => createApp(Stars, { rating: { stars: 4 } }).mount(element)
