import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { MediaError } from '../errors.js'
import { levelOf, promptOf, ScriptedSynthesiser } from '../testing/scripted-speech.js'
import type { AudioFiles } from './audio-files.js'
import { openPromptDisk } from './prompt-disk.js'
import { PromptStore, type CacheResult } from './prompt-store.js'
import type { PromptAudio } from './prompt-audio.js'

let folder: string
let synthesiser: ScriptedSynthesiser
let looked: CacheResult[]
let faults: MediaError[]
let stores: PromptStore[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callchart-prompts-'))
  synthesiser = new ScriptedSynthesiser()
  looked = []
  faults = []
  stores = []
})
afterEach(async () => {
  // What is being written is written before its folder goes.
  await Promise.all(stores.map((store) => store.close()))
  await rm(folder, { recursive: true, force: true })
})

const openStore = async (maxMemoryBytes = 1_000_000, files?: AudioFiles) => {
  const disk = await openPromptDisk(folder, 1_000_000)
  const parts = { synthesiser, disk, ...(files !== undefined && { files }), maxMemoryBytes, looked: (result: CacheResult) => looked.push(result) }
  const store = new PromptStore({ ...parts, fault: (error) => faults.push(error) })
  stores.push(store)
  return store
}

const whole = (audio: PromptAudio) =>
  new Promise<PromptAudio>((resolve) => {
    if (audio.complete) resolve(audio)
    audio.watch(() => audio.complete && resolve(audio))
  })

it('synthesises once for all who ask at the same time, then reads memory, then disk', async () => {
  const store = await openStore()
  const [one, other] = [store.open(promptOf('ab')), store.open(promptOf('ab'))]
  expect(one).toBe(other)
  await whole(one)
  await whole(store.open(promptOf('ab')))
  await store.close()

  const again = await whole((await openStore()).open(promptOf('ab')))

  expect(synthesiser.spoken).toEqual(['ab'])
  expect(looked).toEqual(['memory', 'miss', 'memory', 'disk'])
  expect([...again.samples()]).toEqual([...new Int16Array(800).fill(levelOf('a')), ...new Int16Array(800).fill(levelOf('b'))])
})

it('tells prompts apart by everything that is heard', async () => {
  const store = await openStore()
  const prompts = [promptOf('a'), promptOf('a', { language: 'zh-CN' }), promptOf('a', { voice: 'x' }), promptOf('a', { ssml: 'a' })]

  await Promise.all(prompts.map((prompt) => whole(store.open(prompt))))
  await whole(store.open(promptOf('a', { promptId: 'other', interruptible: false })))

  expect(synthesiser.spoken).toHaveLength(4)
})

it('speaks a text as it is to be said, and keeps it apart from the same text said otherwise', async () => {
  const store = await openStore()

  await whole(store.open(promptOf('a', { spoken: 'b' })))
  await whole(store.open(promptOf('c', { spoken: 'b' })))
  await whole(store.open(promptOf('a')))

  expect(synthesiser.spoken).toEqual(['b', 'a'])
})

it('gives the first samples before the last are spoken', async () => {
  let release = (): void => undefined
  synthesiser.gate = Promise.resolve()
  const store = await openStore()
  const audio = store.open(promptOf('ab'))
  await new Promise<void>((resolve) => {
    audio.watch(() => {
      synthesiser.gate = new Promise((open) => (release = open))
      resolve()
    })
  })

  expect([audio.length, audio.complete]).toEqual([800, false])
  expect(store.has(promptOf('ab'))).toBe(false)
  release()
  await whole(audio)
  expect(store.has(promptOf('ab'))).toBe(true)
})

it('keeps no failure: the next one who asks gets a new try', async () => {
  const store = await openStore()
  const broken = await whole(store.open(promptOf('a!')))
  expect(broken.failure?.code).toBe('MEDIA_SYNTHESIS_FAILED')
  await whole(store.open(promptOf('a!')))

  expect(synthesiser.spoken).toEqual(['a!', 'a!'])
  await store.close()
  expect(await readdir(folder)).toEqual([])
})

it('keeps nothing that a stand-in spoke', async () => {
  const store = await openStore()
  synthesiser.standIn = 'spare'
  await whole(store.open(promptOf('ab')))
  synthesiser.standIn = undefined

  const audio = await whole(store.open(promptOf('ab')))
  await whole(store.open(promptOf('ab')))

  expect(audio.failure).toBeUndefined()
  expect(synthesiser.spoken).toEqual(['ab', 'ab'])
  expect(looked).toEqual(['miss', 'miss', 'memory'])
})

it('writes nothing to the disk of what nobody may keep', async () => {
  const store = await openStore()

  await whole(store.open({ ...promptOf('four one'), sensitive: true }))
  await whole(store.open({ ...promptOf('four one'), sensitive: true }))
  await store.close()

  expect([synthesiser.spoken, await readdir(folder)]).toEqual([['four one'], []])
})

it('ends what is being synthesised when it closes', async () => {
  const store = await openStore()
  let release = (): void => undefined
  synthesiser.gate = new Promise((open) => (release = open))
  const audio = store.open(promptOf('ab'))
  const closed = store.close()
  release()
  await closed

  expect(audio.failure?.code).toBe('MEDIA_SYNTHESIS_FAILED')
})

it('forgets what was used longest ago when memory is short', async () => {
  const store = await openStore(4_000)
  for (const text of ['a', 'b', 'c']) await whole(store.open(promptOf(text)))
  await store.close()

  expect(['a', 'b', 'c'].map((text) => store.has(promptOf(text)))).toEqual([false, true, true])
})

it('speaks on without a disk, and says so', async () => {
  const store = await openStore()
  await rm(folder, { recursive: true })

  expect((await whole(store.open(promptOf('a')))).failure).toBeUndefined()
  await store.close()
  expect(faults.map(({ code }) => code)).toEqual(['MEDIA_CACHE_UNUSABLE'])
})

it('reads no damaged file and leaves no half one', async () => {
  const store = await openStore()
  await whole(store.open(promptOf('ab')))
  await store.close()
  const [name] = await readdir(folder)
  const path = join(folder, name ?? '')
  await writeFile(path, (await readFile(path)).subarray(0, 1_000))
  await writeFile(join(folder, 'x.1.part'), 'half')
  await utimes(join(folder, 'x.1.part'), 1, 1)

  const again = await openStore()
  expect((await whole(again.open(promptOf('ab')))).length).toBe(1_600)
  await again.close()
  expect(synthesiser.spoken).toHaveLength(2)
  expect((await readdir(folder)).filter((file) => file.endsWith('.part'))).toEqual([])
})

it('removes what was used longest ago when the folder is too large', async () => {
  for (const [index, name] of ['old.wav', 'new.wav'].entries()) {
    await writeFile(join(folder, name), Buffer.alloc(600))
    await utimes(join(folder, name), index + 1, index + 1)
  }

  await openPromptDisk(folder, 1_000)

  expect(await readdir(folder)).toEqual(['new.wav'])
})

it('keeps the folder within its size while it runs', async () => {
  const disk = await openPromptDisk(folder, 10_000)

  for (let index = 0; index < 40; index += 1) await disk.write(`k${index}`, new Int16Array(400))

  expect((await readdir(folder)).length).toBeLessThanOrEqual(14)
  expect(await disk.read('k39')).toHaveLength(400)
})

it('says by its code that the folder cannot be used', async () => {
  await mkdir(join(folder, 'sub'))
  await writeFile(join(folder, 'file'), '')

  await expect(openPromptDisk(join(folder, 'file'), 1)).rejects.toMatchObject({ code: 'MEDIA_CACHE_UNUSABLE' })
})

it('plays an uploaded file, whatever its text, fetched once and then from disk', async () => {
  const asked: string[] = []
  const files = {
    read: async (audio: string) => {
      asked.push(audio)
      return Int16Array.of(7, 8, 9)
    },
  }
  const store = await openStore(1_000_000, files)

  const [one, other] = [store.open(promptOf('a', { audio: 'sha256:01' })), store.open(promptOf('b', { audio: 'sha256:01', language: 'zh-CN' }))]
  expect(one).toBe(other)
  expect([...(await whole(one)).samples()]).toEqual([7, 8, 9])
  await store.close()
  const later = await whole((await openStore(1_000_000, files)).open(promptOf('a', { audio: 'sha256:01' })))

  expect([...later.samples()]).toEqual([7, 8, 9])
  expect([asked, synthesiser.spoken]).toEqual([['sha256:01'], []])
})

it('speaks the text of a file that cannot be had, and asks for the file again the next time', async () => {
  const store = await openStore()
  const first = await whole(store.open(promptOf('a', { audio: 'sha256:01' })))
  await whole(store.open(promptOf('a', { audio: 'sha256:01' })))

  expect(first.failure).toBeUndefined()
  expect(synthesiser.spoken).toEqual(['a', 'a'])
  expect(faults.map(({ code }) => code)).toEqual(['MEDIA_AUDIO_UNAVAILABLE', 'MEDIA_AUDIO_UNAVAILABLE'])
  await store.close()
  expect(await readdir(folder)).toEqual([])
})
