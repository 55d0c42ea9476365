import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const folder = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url))

export default defineConfig({
  root: folder('renderer'),
  plugins: [react(), tailwindcss()],
  cacheDir: folder('node_modules/.cache/vite'),
  build: {
    target: 'chrome134',
    // The window's policy loads files, not data inside of them; and it needs no polyfill for preloading.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 3_000,
  },
})
