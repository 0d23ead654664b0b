import { chmod, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { flowTools } from '../flows/flow-tools.js'
import { temporaryFolder } from '../store/testing/test-database.js'
import { addPhrase, type NewPhrase, type PhraseFileParts } from './phrase-file.js'

let folder: string
let file: string
const flow = (phrases: readonly string[]): string =>
  JSON.stringify({
    schemaVersion: 1,
    id: 'shop',
    name: 'Shop',
    languages: ['en-US'],
    intents: { order: { name: 'Order', phrases: { 'en-US': phrases } }, track: { name: 'Track', phrases: { 'en-US': ['where is it'] } } },
    nodes: [{ id: 'begin', kind: 'start', name: 'Begin', next: 'begin' }],
  })

beforeEach(async () => {
  folder = await temporaryFolder()
  file = join(folder, 'shop.flow.json')
  await writeFile(file, flow(['order a pizza']))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const adds = (change: Partial<NewPhrase> = {}, parts: Partial<PhraseFileParts> = {}, isAsRead = (_text: string): boolean => true): Promise<boolean> =>
  addPhrase(file, { intent: 'order', language: 'en-US', phrase: 'get me a pizza', ...change }, isAsRead, { tools: flowTools, ...parts })
const text = (): Promise<string> => readFile(file, 'utf8')

describe('a phrase added to a flow file', () => {
  it('is put into the file, which keeps its rights, and leaves no other file behind', async () => {
    await chmod(file, 0o640)

    expect(await adds()).toBe(true)

    expect(await text()).toBe(flow(['order a pizza', 'get me a pizza']).replace('a pizza","get', 'a pizza", "get'))
    expect((await stat(file)).mode & 0o777).toBe(0o640)
    expect(await readdir(folder)).toEqual(['shop.flow.json'])
  })

  it('is put into the file that a link leads to', async () => {
    const link = join(folder, 'link.flow.json')
    await symlink(file, link)

    await addPhrase(link, { intent: 'order', language: 'en-US', phrase: 'get me a pizza' }, () => true, { tools: flowTools })

    expect(await text()).toContain('get me a pizza')
    expect((await stat(link)).isFile()).toBe(true)
  })

  it('is not added again, in whatever case it is written', async () => {
    expect(await adds({ phrase: 'Order a PIZZA!' })).toBe(false)
    expect(await text()).toBe(flow(['order a pizza']))
  })

  it.each<[string, Partial<NewPhrase>, string, RegExp]>([
    ['an intent that the flow does not have', { intent: 'refund' }, 'RUNTIME_INTENT_UNKNOWN', /no intent "refund": name one of order, track/],
    ['a phrase of another intent', { phrase: 'Where is it?' }, 'RUNTIME_PHRASE_REFUSED', /phrase of the intent "track"/],
    ['a phrase that is too long', { phrase: 'a'.repeat(201) }, 'RUNTIME_PHRASE_REFUSED', /shop\.flow\.json/],
    ['a language that is none', { language: '?' }, 'RUNTIME_PHRASE_REFUSED', /shop\.flow\.json/],
  ])('is refused for %s', async (_, change, code, message) => {
    await expect(adds(change)).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string })
    expect(await text()).toBe(flow(['order a pizza']))
  })

  it('is refused where the file is another one than was read, or is gone', async () => {
    await expect(adds({}, {}, () => false)).rejects.toMatchObject({ code: 'RUNTIME_FLOW_CHANGED' })
    await rm(file)
    await expect(adds()).rejects.toMatchObject({ code: 'RUNTIME_FLOW_CHANGED' })
  })

  it('is refused where the folder cannot be written', async () => {
    const replaceFile = () => Promise.reject(new Error('EROFS: read-only file system'))

    await expect(adds({}, { replaceFile })).rejects.toMatchObject({ code: 'RUNTIME_FLOWS_FOLDER_READ_ONLY', message: expect.stringContaining('read-only') as string })
    expect(await text()).toBe(flow(['order a pizza']))
  })
})
