import type { UnderstandingModel } from '@callchart/nlu'
import { expect, it } from 'vitest'
import type { ReadyVersion } from '../call/ready-version.js'
import type { PreparedVersion } from './prepare-version.js'
import { VersionCache } from './version-cache.js'

const model = (bytes: number): UnderstandingModel => ({ classifier: 'x'.repeat(bytes) }) as unknown as UnderstandingModel
const prepared = (version: string, bytes: number): PreparedVersion => ({ version, models: [model(bytes)] }) as unknown as PreparedVersion

/** A cache over a store of these versions, and the versions that were made ready, in order. */
function cacheOf(sizes: Readonly<Record<string, number>>, versionCount: number, modelBytes: number): { cache: VersionCache; made: string[] } {
  const made: string[] = []
  const find = async (version: string): Promise<PreparedVersion> => prepared(version, sizes[version] ?? 0)
  const makeReady = ({ version }: PreparedVersion): ReadyVersion => {
    made.push(version)
    return { version } as ReadyVersion
  }
  return { cache: new VersionCache({ find } as never, makeReady, { versionCount, modelBytes }), made }
}

it('keeps the versions that were asked for last, as many as may be', async () => {
  const { cache, made } = cacheOf({}, 2, 1_000)

  for (const version of ['a', 'b', 'a', 'c', 'a', 'b']) await cache.get(version)

  expect(made).toEqual(['a', 'b', 'c', 'b'])
})

it('keeps no more models than there is room for, and always the version asked for last', async () => {
  const { cache, made } = cacheOf({ a: 300, b: 300, large: 2_000 }, 10, 1_000)

  for (const version of ['a', 'b', 'a', 'large', 'large', 'a']) await cache.get(version)

  expect(made).toEqual(['a', 'b', 'large', 'a'])
})
