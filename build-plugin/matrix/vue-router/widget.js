import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import App from './app.vue'
import Counter from './counter.vue'

export async function mount(element) {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/count', component: Counter }] })
  await router.push('/count')
  createApp(App).use(createPinia()).use(router).mount(element)
}
