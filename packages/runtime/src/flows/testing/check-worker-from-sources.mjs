/** The checking thread on the sources, as `bundle-threads.ts` has made them one file. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

await import(pathToFileURL(join(process.env.CALLCHART_TEST_THREADS, 'check-worker.mjs')).href)
