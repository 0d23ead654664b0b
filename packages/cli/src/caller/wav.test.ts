import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import wavefile from 'wavefile'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { correlation } from './correlation.js'
import { decodeWav, readWav, writeStereoWav } from './wav.js'

const tone = (rateHz: number, amplitude: number, seconds = 1): number[] =>
  Array.from({ length: rateHz * seconds }, (_, index) => amplitude * Math.sin((2 * Math.PI * 440 * index) / rateHz))

function wavOf(channels: number, rateHz: number, depth: string, samples: number[] | number[][]): Uint8Array {
  const wav = new wavefile.WaveFile()
  wav.fromScratch(channels, rateHz, depth, samples)
  return wav.toBuffer()
}

describe('WAV files', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'callchart-wav-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it.each([
    ['16-bit mono at 8 kHz', wavOf(1, 8_000, '16', tone(8_000, 8_000))],
    ['16-bit stereo at 44.1 kHz', wavOf(2, 44_100, '16', [tone(44_100, 8_000), tone(44_100, 8_000)])],
    ['24-bit at 48 kHz', wavOf(1, 48_000, '24', tone(48_000, 8_000 * 256))],
    ['32-bit float at 22.05 kHz', wavOf(1, 22_050, '32f', tone(22_050, 0.25))],
    [
      '8-bit at 16 kHz',
      wavOf(
        1,
        16_000,
        '8',
        tone(16_000, 31).map((sample) => Math.round(sample + 128)),
      ),
    ],
  ])('are read as mono at 8 kHz from %s', async (_, bytes) => {
    const samples = await decodeWav(bytes, 'test.wav')

    expect(samples.length).toBeGreaterThan(7_900)
    expect(samples.length).toBeLessThanOrEqual(8_000)
    expect(await correlation(Int16Array.from(tone(8_000, 8_000)).subarray(0, 4_000), samples)).toBeGreaterThan(0.98)
  })

  it('are read from µ-law', async () => {
    const wav = new wavefile.WaveFile(wavOf(1, 8_000, '16', tone(8_000, 8_000)))
    wav.toMuLaw()

    const samples = await decodeWav(wav.toBuffer(), 'test.wav')

    expect(await correlation(Int16Array.from(tone(8_000, 8_000)).subarray(0, 4_000), samples)).toBeGreaterThan(0.98)
  })

  it('are written in stereo: said on the left, heard on the right, the shorter one filled up', async () => {
    const file = join(folder, 'call.wav')

    await writeStereoWav(file, Int16Array.of(1_000, 2_000, 3_000), Int16Array.of(-500))

    expect([...(await readWav(file))]).toEqual([250, 1_000, 1_500])
  })

  it('are refused by name when they are none, or not there', async () => {
    await expect(decodeWav(new Uint8Array(100), 'noise.wav')).rejects.toMatchObject({
      code: 'CLI_WAV_INVALID',
      message: expect.stringContaining('noise.wav') as string,
    })
    await expect(readWav(join(folder, 'missing.wav'))).rejects.toMatchObject({ code: 'CLI_FILE_UNREADABLE' })
    await expect(writeStereoWav(join(folder, 'no', 'x.wav'), new Int16Array(1), new Int16Array(1))).rejects.toMatchObject({
      code: 'CLI_FILE_UNREADABLE',
    })
  })
})
