import { env } from 'node:process'
import react from '@vitejs/plugin-react'
import { defineConfig, defaultClientConditions } from 'vite'

/** Packages of ours are bundled from their sources: no build of theirs is stale here. */
const conditions = ['@callchart/source', ...defaultClientConditions]

export default defineConfig({
  plugins: [react()],
  resolve: { conditions },
  build: { outDir: 'dist/app', emptyOutDir: true, target: 'es2022', sourcemap: true, chunkSizeWarningLimit: 1_200 },
  worker: { format: 'es' },
  server: {
    host: '127.0.0.1',
    proxy: { '/v1': { target: env.CALLCHART_URL ?? 'http://127.0.0.1:8080', ws: true } },
  },
})
