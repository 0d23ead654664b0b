/** The checking thread on the sources: where no build is run, their TypeScript is read as it stands. */
import { register } from 'node:module'

register('./source-loader.mjs', import.meta.url)
await import(new URL('../check-worker.ts', import.meta.url).href)
