import { svelte as vite } from '@sveltejs/vite-plugin-svelte'
import svelte from 'rollup-plugin-svelte'

const options = { emitCss: false, compilerOptions: { css: 'injected' } }

export default {
  rollup: () => svelte(options),
  rolldown: () => svelte(options),
  vite: () => vite({ configFile: false, compilerOptions: { css: 'injected' } }),
}
