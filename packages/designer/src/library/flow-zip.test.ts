import { strToU8, zipSync, type Zippable } from 'fflate'
import { expect, it } from 'vitest'
import { unzipFlow, zipFlow } from './flow-zip.js'

const audio = `sha256:${'a'.repeat(64)}`
const flow = { 'desk.flow.json': strToU8('{}') }
const read = (files: Zippable) => unzipFlow(zipSync(files))

it('takes a flow and its recordings in again as they were given out', () => {
  const recordings = new Map([[audio, Uint8Array.of(82, 73, 70, 70)]])

  expect(unzipFlow(zipFlow('desk', { text: '{"name":"服务台"}', recordings }))).toEqual({ text: '{"name":"服务台"}', recordings })
})

it('overlooks what file managers add', () => {
  expect(read({ ...flow, '__MACOSX/._desk.flow.json': strToU8(''), '.DS_Store': strToU8('') })).toMatchObject({ text: '{}' })
})

it.each<[string, Zippable, object]>([
  ['leads outside', { ...flow, '../../etc/passwd': strToU8('x') }, { reason: 'zip-path', named: '../../etc/passwd' }],
  ['leads outside further down', { ...flow, 'recordings/../../x.wav': strToU8('x') }, { reason: 'zip-path' }],
  ['is an absolute path', { ...flow, '/tmp/x.flow.json': strToU8('x') }, { reason: 'zip-path' }],
  ['is an absolute path of Windows', { ...flow, 'C:\\x.flow.json': strToU8('x') }, { reason: 'zip-path' }],
  ['is a program', { ...flow, 'setup.exe': strToU8('x') }, { reason: 'zip-content', named: 'setup.exe' }],
  ['is a second flow', { ...flow, 'other.flow.json': strToU8('{}') }, { reason: 'zip-content', named: 'other.flow.json' }],
  ['has another name than its digest', { ...flow, 'recordings/hello.wav': strToU8('x') }, { reason: 'zip-content' }],
])('refuses a zip with a file that %s', (_, files, refusal) => {
  expect(read(files)).toMatchObject({ refusal })
})

it('refuses a zip without a flow, one that is none, and one that unpacks to more than any flow has', () => {
  expect(read({ [`recordings/${'a'.repeat(64)}.wav`]: strToU8('x') })).toEqual({ refusal: { reason: 'zip-no-flow' } })
  expect(unzipFlow(strToU8('PK no zip at all'))).toEqual({ refusal: { reason: 'zip-broken' } })
  expect(read({ 'desk.flow.json': [new Uint8Array(11_000_000), { level: 9 }] })).toEqual({ refusal: { reason: 'zip-too-large' } })
})

it('unpacks no more than the zip says of a file', () => {
  const zip = zipSync({ 'desk.flow.json': [new Uint8Array(1_000_000), { level: 9 }] })
  const view = new DataView(zip.buffer)
  const central = zip.length - 22 - (46 + 'desk.flow.json'.length)
  expect(view.getUint32(central, true)).toBe(0x02014b50)
  view.setUint32(central + 24, 10, true)

  const opened = unzipFlow(zip)
  expect('text' in opened ? opened.text.length : 0).toBeLessThanOrEqual(10)
})
