import { expect, it } from 'vitest'
import { RuntimeError } from '../errors.js'
import type { Journal } from '../store/journal.js'
import { watchJournal } from './watched-journal.js'

it('knows what waits, for how long, and what came of it', async () => {
  const answers: { resolve: () => void; reject: (error: unknown) => void }[] = []
  const journal: Journal = { append: () => new Promise((resolve, reject) => void answers.push({ resolve, reject })), read: async () => [], settled: async () => undefined }
  const committed: number[] = []
  const failed: string[] = []
  const watched = watchJournal(journal, { appended: (seconds) => committed.push(seconds), appendFailed: (code) => failed.push(code) })
  expect(watched.lagSeconds()).toBe(0)

  const [first, second] = [watched.append('one', 1, []), watched.append('two', 1, [])]

  expect(watched.waitingCount()).toBe(2)
  expect(watched.lagSeconds()).toBeGreaterThan(0)
  answers[0]?.resolve()
  await first
  answers[1]?.reject(new RuntimeError('RUNTIME_STORE_UNAVAILABLE', 'The database is away.'))
  await expect(second).rejects.toThrow('away')
  expect(committed).toHaveLength(1)
  expect(failed).toEqual(['RUNTIME_STORE_UNAVAILABLE'])
  expect([watched.waitingCount(), watched.lagSeconds()]).toEqual([0, 0])
})
