import { beforeEach, describe, expect, it } from 'vitest'
import { encodeMuLaw } from '../switch/mu-law.js'
import { Telephone, type TelephoneOptions } from './telephone.js'

const tone = (samples: number, amplitude = 8_000): Int16Array =>
  Int16Array.from({ length: samples }, (_, index) => amplitude * Math.cos((2 * Math.PI * 440 * index) / 8_000))

describe('the telephone', () => {
  let digits: string[]
  let sent: (Int16Array | undefined)[]
  let phone: Telephone
  const take = (options: TelephoneOptions = {}): void => {
    phone = new Telephone(options, (digit) => digits.push(`${digit}@${sent.length}`))
  }
  /** One tick hears `codes`; nothing is silence. */
  const tick = (codes?: Uint8Array): void => {
    const frame = phone.nextFrame()
    sent.push(frame === undefined ? undefined : frame.slice())
    phone.hear(codes)
  }
  const ticks = (count: number): void => {
    for (let index = 0; index < count; index += 1) tick()
  }

  beforeEach(() => {
    digits = []
    sent = []
    take()
  })

  it('sends silence while nobody speaks, and counts its clock in samples', () => {
    ticks(3)

    expect(sent).toEqual([new Int16Array(160), new Int16Array(160), new Int16Array(160)])
    expect(phone.clockSamples).toBe(480)
  })

  it('speaks from the next frame on and tells where the sound was on its clock', async () => {
    ticks(2)
    const words = new Int16Array(400)
    words.set(tone(200), 50)
    const spoken = phone.speak(words)
    ticks(3)

    const at = await spoken

    expect(at.firstSample).toBe(320 + 50)
    expect(at.lastSample).toBe(320 + 249)
    expect([...phone.said.slice(320, 720)]).toEqual([...words])
  })

  it('lets time go on where it stood still: whoever measures by its clock is at one with the other end of the line', async () => {
    const spoken = phone.speak(tone(320))
    ticks(1)
    phone.miss(50)
    ticks(1)

    expect(phone.clockSamples).toBe(52 * 160)
    expect(await spoken).toEqual({ firstSample: 0, lastSample: 52 * 160 - 1 })
    expect([...phone.said.slice(160, 51 * 160)]).toEqual(Array.from({ length: 50 * 160 }, () => 0))
  })

  it('speaks one thing after the other', async () => {
    const first = phone.speak(tone(160))
    const second = phone.speak(tone(160))
    ticks(2)

    expect([(await first).firstSample, (await second).firstSample]).toEqual([0, 160])
  })

  it('holds each key for 100 ms without sound and waits 100 ms before the next', async () => {
    const pressed = phone.press('4#')
    ticks(20)

    expect(await pressed).toBe(15 * 160)
    expect(digits).toEqual(['4@4', '#@14'])
    expect(sent.map((frame) => (frame === undefined ? '-' : 's')).join('')).toBe('-----sssss-----sssss')
  })

  it('feeds back what it hears, late and quieter', () => {
    take({ echo: { gainDb: -20, delayMs: 40 } })
    tick(encodeMuLaw(tone(160)))
    ticks(3)

    const [, , echoed] = sent
    expect(Math.max(...(echoed ?? []))).toBeGreaterThan(780)
    expect(Math.max(...(echoed ?? []))).toBeLessThan(820)
    expect(sent[1]).toEqual(new Int16Array(160))
    expect(sent[3]).toEqual(new Int16Array(160))
  })

  it('adds noise of the wanted level to speech and silence', () => {
    take({ noiseRms: 100 })
    ticks(50)

    const all = sent.flatMap((frame) => [...(frame ?? [])])
    expect(Math.abs(Math.sqrt(all.reduce((sum, sample) => sum + sample ** 2, 0) / all.length) - 100)).toBeLessThan(5)
  })

  it('wakes those who wait for a time on its clock', async () => {
    const order: string[] = []
    const late = phone.reach(480).then(() => order.push('late'))
    const early = phone.reach(160).then(() => order.push('early'))
    tick()
    await early
    expect(order).toEqual(['early'])

    ticks(2)
    await late

    expect(order).toEqual(['early', 'late'])
    await phone.reach(1)
  })

  it('finds the runs of sound in what it hears, to the sample, and parts them at a flush', () => {
    const codes = new Uint8Array(160).fill(0xff)
    codes.set(encodeMuLaw(tone(80)), 80)
    ticks(1)
    tick(codes)
    ticks(10)
    tick(codes)
    ticks(30)
    tick(codes)
    phone.runs.cut()
    tick(codes)

    expect(phone.runs.runs.map(({ start }) => start)).toEqual([160 + 80, 43 * 160 + 80, 44 * 160 + 80])
    expect(phone.runs.firstFrom(300)?.start).toBe(43 * 160 + 80)
    expect(phone.runs.firstFrom(10_000)).toBeUndefined()
  })

  it('records more than a minute', () => {
    ticks(4_000)

    expect(phone.heard.length).toBe(640_000)
    expect(phone.heard.at(639_999)).toBe(0)
    expect(phone.heard.at(640_000)).toBe(0)
    expect(phone.heard.slice(-2, 2)).toHaveLength(4)
  })
})
