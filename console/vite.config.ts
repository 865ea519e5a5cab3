import { fileURLToPath } from 'node:url'
import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = process.env.MULTIMAIL_URL ?? 'http://127.0.0.1:8080'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), tailwind()],
  build: { outDir: 'dist', assetsDir: 'console', emptyOutDir: true, assetsInlineLimit: 0, target: 'es2023' },
  // While developing: `npx vite console`, beside a server.
  server: { proxy: { '/v1': server, '/health': server } },
})
