import vue from '@vitejs/plugin-vue'

export default { vite: () => vue() }
