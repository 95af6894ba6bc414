import vite from '@vitejs/plugin-vue'
import rolldown from 'unplugin-vue/rolldown'
import rollup from 'unplugin-vue/rollup'

export default { rollup: () => rollup(), rolldown: () => rolldown(), vite: () => vite() }
