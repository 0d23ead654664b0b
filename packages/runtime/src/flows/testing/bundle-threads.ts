import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'
import type { TestProject } from 'vitest/node'

const threads = ['check-worker', 'train-worker']

const bundle = async (folder: string): Promise<void> => {
  for (const name of threads)
    await build({
      input: fileURLToPath(new URL(`../${name}.ts`, import.meta.url)),
      platform: 'node',
      resolve: { conditionNames: ['@callchart/source', 'node', 'import'] },
      output: { file: join(folder, `${name}.mjs`) },
      logLevel: 'warn',
    })
}

/** Sources of threads, each made into one file once a run, whichever project comes first: hundreds of tests start them. @returns takes the files away */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (process.env['CALLCHART_TEST_THREADS'] !== undefined) return undefined
  const folder = await mkdtemp(join(tmpdir(), 'callchart-threads-'))
  process.env['CALLCHART_TEST_THREADS'] = folder
  await bundle(folder)
  project.onTestsRerun(() => bundle(folder))
  return () => rm(folder, { recursive: true, force: true })
}
