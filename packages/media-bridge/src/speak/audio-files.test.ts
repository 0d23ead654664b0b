import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { wavFile } from '@callchart/protocol'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { fetchAudioFiles, samplesOfFile } from './audio-files.js'

const bytesOf = (pcm: Int16Array): Uint8Array => new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength)
const addressOf = (file: Uint8Array): string => `sha256:${createHash('sha256').update(file).digest('hex')}`

let server: Server
let files: Map<string, Uint8Array>
let url: string

beforeEach(async () => {
  files = new Map()
  server = createServer((request, response) => {
    const file = files.get((request.url ?? '').slice('/v1/audio/'.length))
    if (file === undefined) response.writeHead(404).end()
    else response.end(file)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/audio`
})
afterEach(() => new Promise((resolve) => server.close(resolve)))

const read = (audio: string) => fetchAudioFiles(url).read(audio, new AbortController().signal)

it('reads the samples of a file', async () => {
  const file = wavFile(bytesOf(Int16Array.of(1, -2, 3)), 8_000, 'linear16')
  files.set(addressOf(file), file)

  expect([...(await read(addressOf(file)))]).toEqual([1, -2, 3])
})

it('halves the rate of a wideband file, its level kept', () => {
  const samples = samplesOfFile(wavFile(bytesOf(new Int16Array(1_600).fill(5_000)), 16_000, 'linear16'))

  expect(samples).toHaveLength(800)
  expect(samples?.[400]).toBe(5_000)
})

it.each<[string, Uint8Array]>([
  ['stereo or another rate', wavFile(new Uint8Array(8), 44_100, 'linear16')],
  ['a text', new TextEncoder().encode('<html>not audio at all</html>')],
])('refuses %s', async (_, file) => {
  files.set(addressOf(file), file)

  await expect(read(addressOf(file))).rejects.toMatchObject({ code: 'MEDIA_AUDIO_UNAVAILABLE' })
})

it('refuses a file with another digest, one that is not there, and a name that is no address', async () => {
  const address = `sha256:${'a'.repeat(64)}`
  await expect(read(address)).rejects.toThrow('answered 404')
  files.set(address, wavFile(new Uint8Array(4), 8_000, 'linear16'))
  await expect(read(address)).rejects.toThrow('another digest')
  await expect(read('sha256:../../v1/calls')).rejects.toThrow('no content address')
})

it('says that a store does not answer', async () => {
  await expect(fetchAudioFiles('http://127.0.0.1:1').read(`sha256:${'a'.repeat(64)}`, new AbortController().signal)).rejects.toMatchObject({
    code: 'MEDIA_AUDIO_UNAVAILABLE',
    retryable: true,
  })
})
