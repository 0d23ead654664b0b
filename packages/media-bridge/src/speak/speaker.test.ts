import { beforeEach, describe, expect, it } from 'vitest'
import type { CallAudio } from '../dialect/call-audio.js'
import { MediaError } from '../errors.js'
import { promptOf } from '../testing/scripted-speech.js'
import { Playout } from './playout.js'
import { PromptAudio } from './prompt-audio.js'
import { Speaker } from './speaker.js'

/** A switch that plays what it is given, a sample at its time. */
class FakeSwitch implements CallAudio {
  now = 1_000
  queue: number[] = []
  readonly sent: number[][] = []
  readonly heard: number[] = []
  marks: { id: number; left: number }[] = []
  clearCount = 0
  loses = false
  playout!: Playout

  send(pcm: Int16Array): void {
    this.queue.push(...pcm)
    this.sent.push([...pcm])
  }

  mark(id: number): void {
    this.marks.push({ id, left: this.queue.length })
  }

  clear(): void {
    this.clearCount += 1
    this.queue = []
    for (const { id } of this.marks.splice(0)) this.playout.marked(id, 'cleared')
  }

  hangUp(): void {}
  abort(): void {}

  play(ms: number): void {
    this.now += ms
    const played = this.queue.splice(0, ms * 8)
    this.heard.push(...played)
    for (const mark of this.marks.splice(0)) {
      mark.left -= played.length
      if (mark.left > 0 || this.loses) this.marks.push(mark)
      else this.playout.marked(mark.id, 'played')
    }
  }
}

let line: FakeSwitch
let playout: Playout
let speaker: Speaker
let audios: Map<string, PromptAudio>
let events: string[]

const ramp = (from: number, samples: number) => Int16Array.from({ length: samples }, (_, index) => from + index)
const listener = (name = '') => ({
  started: () => void events.push(`${name}started`),
  finished: () => void events.push(`${name}finished`),
  failed: (cause: string) => void events.push(`${name}failed ${cause}`),
})
const pass = async (ms: number) => {
  for (let at = 0; at < ms; at += 20) {
    await Promise.resolve()
    speaker.tick()
    line.play(20)
  }
}
const spoken = () => line.heard.filter((sample) => sample !== 0)

beforeEach(() => {
  line = new FakeSwitch()
  playout = new Playout(line, () => line.now)
  line.playout = playout
  audios = new Map()
  speaker = new Speaker(playout, {
    open: (prompt) => audios.get(prompt.text) ?? audios.set(prompt.text, new PromptAudio()).get(prompt.text) ?? new PromptAudio(),
  })
  events = []
})

it('plays a prompt to its last sample and says so when it was heard', async () => {
  audios.set('a', new PromptAudio(ramp(1, 1_000)))

  speaker.play(promptOf('a'), listener())
  expect(events).toEqual([])
  await pass(100)
  expect(events).toEqual(['started'])
  await pass(60)

  expect(events).toEqual(['started', 'finished'])
  expect(spoken()).toEqual([...ramp(1, 1_000)])
  expect(speaker.idle).toBe(true)
})

it('plays what is synthesised as it comes, with silence where it does not come in time', async () => {
  const audio = new PromptAudio()
  audios.set('a', audio)
  speaker.play(promptOf('a'), listener())
  await pass(200)
  expect(events).toEqual([])

  audio.append(ramp(1, 800))
  expect(events).toEqual(['started'])
  await pass(300)
  audio.append(ramp(801, 810))
  audio.end()
  await pass(300)

  expect(events).toEqual(['started', 'finished'])
  expect(spoken()).toEqual([...ramp(1, 1_610)])
})

it('goes on after a pause at the sample where it stopped', async () => {
  audios.set('a', new PromptAudio(ramp(1, 16_000)))
  speaker.play(promptOf('a'), listener())
  await pass(700)

  expect(speaker.pause()).toBe(700)
  expect(speaker.pause()).toBe(700)
  expect(line.queue).toEqual([])
  await pass(500)
  expect(spoken()).toHaveLength(5_600)
  speaker.resume()
  speaker.resume()
  await pass(1_400)

  expect(spoken()).toEqual([...ramp(1, 16_000)])
  expect(events).toEqual(['started', 'finished'])
})

it('reports nothing after it was stopped, even while the last of it was on the way', async () => {
  audios.set('a', new PromptAudio(ramp(1, 1_600)))
  speaker.play(promptOf('a'), listener())
  await pass(100)

  expect(speaker.stop()).toBe(100)
  await pass(500)

  expect(events).toEqual(['started'])
  expect(spoken()).toHaveLength(800)
  expect([speaker.stop(), speaker.pause()]).toEqual([0, 0])
})

it('finishes after a pause at its very end', async () => {
  audios.set('a', new PromptAudio(ramp(1, 800)))
  line.loses = true
  speaker.play(promptOf('a'), listener())
  await pass(120)
  expect(speaker.pause()).toBe(100)
  line.loses = false
  speaker.resume()
  await pass(40)

  expect(events).toEqual(['started', 'finished'])
})

it('sounds a tone of 440 Hz for 300 ms, about as loud as a prompt and without a click', async () => {
  speaker.playTone(listener())
  await pass(340)

  expect(events).toEqual(['started', 'finished'])
  const tone = line.heard.slice(line.heard.findIndex((sample) => sample !== 0))
  const zeroCrossings = tone.slice(0, 2_400).filter((sample, index) => index > 0 && sample >= 0 !== (tone[index - 1] ?? 0) >= 0)
  expect(Math.abs(zeroCrossings.length - 2 * 440 * 0.3)).toBeLessThanOrEqual(3)
  expect(Math.max(...tone)).toBeGreaterThan(7_000)
  expect(Math.max(...tone)).toBeLessThan(10_000)
  expect(Math.max(...tone.slice(0, 16).map(Math.abs), ...tone.slice(2_380, 2_400).map(Math.abs))).toBeLessThan(2_000)
})

it('takes a prompt for heard when the switch lost its mark', async () => {
  audios.set('a', new PromptAudio(ramp(1, 800)))
  line.loses = true
  speaker.play(promptOf('a'), listener())

  await pass(2_000)
  expect(events).toEqual(['started'])
  await pass(200)
  expect(events).toEqual(['started', 'finished'])
})

it('says that a prompt failed, before its first sample or in the middle', async () => {
  const [early, late] = [new PromptAudio(), new PromptAudio()]
  audios.set('early', early).set('late', late)
  early.end(new MediaError('MEDIA_AUDIO_UNAVAILABLE', 'x'))
  speaker.prepare([promptOf('late')])
  speaker.play(promptOf('early'), listener('early '))
  expect(events).toEqual([])
  await pass(20)

  speaker.play(promptOf('late'), listener('late '))
  late.append(ramp(1, 160))
  late.end(new MediaError('MEDIA_SYNTHESIS_FAILED', 'x'))
  await pass(40)

  expect(events).toEqual(['early failed MEDIA_AUDIO_UNAVAILABLE', 'late started', 'late failed MEDIA_SYNTHESIS_FAILED'])
})

it('sends nothing while the switch takes nothing, and goes on when it does again', async () => {
  audios.set('a', new PromptAudio(ramp(1, 800)))
  playout.hold(true)
  speaker.play(promptOf('a'), listener())
  await pass(200)
  expect(line.heard).toEqual([])

  playout.hold(false)
  await pass(200)
  expect(spoken()).toEqual([...ramp(1, 800)])
})

describe('a line on which nothing is to be heard', () => {
  const silenceOf = (frames: number) => new Array<number>(frames * 160).fill(0)

  it('never goes dead, by a message of 200 ms at a time', async () => {
    await pass(1_000)

    expect(line.sent).toEqual(Array.from({ length: 5 }, () => silenceOf(10)))
    expect(line.heard).toHaveLength(8_000)
    expect(line.clearCount).toBe(0)
  })

  it('is given a prompt at once: silence that still waits is thrown away, a single time', async () => {
    await pass(900)
    audios.set('a', new PromptAudio(ramp(1, 16_000)))

    speaker.play(promptOf('a'), listener())
    await Promise.resolve()

    expect(line.queue).toEqual([...ramp(1, 3_200)])
    await pass(1_000)
    expect(line.clearCount).toBe(1)
    expect(spoken()).toEqual([...ramp(1, 8_000)])
  })

  it('is flushed for no prompt that has no sound yet, and for none that is stopped before it had any', async () => {
    await pass(500)
    speaker.play(promptOf('a'), listener())
    await pass(300)

    speaker.stop()

    expect(line.clearCount).toBe(0)
    expect(line.heard).toHaveLength(6_400)
  })

  it('is not flushed between two prompts', async () => {
    audios.set('a', new PromptAudio(ramp(1, 1_600)))
    audios.set('b', new PromptAudio(ramp(2_000, 1_600)))
    speaker.play(promptOf('a'), { ...listener(), finished: () => speaker.play(promptOf('b'), listener()) })

    await pass(600)

    expect(line.clearCount).toBe(0)
    expect(spoken()).toEqual([...ramp(1, 1_600), ...ramp(2_000, 1_600)])
  })

  it('gets a frame at a time, and no flush, while the end of a prompt may still be heard', async () => {
    audios.set('a', new PromptAudio(ramp(1, 1_600)))
    line.loses = true
    speaker.play(promptOf('a'), listener())

    await pass(260)

    expect(line.sent.slice(-3)).toEqual([silenceOf(1), silenceOf(1), silenceOf(1)])
    expect(line.clearCount).toBe(0)
  })

  it('hears music at once, and a prompt after a pause', async () => {
    await pass(500)
    speaker.startMusic(new Int16Array(400).fill(7))
    await pass(20)
    expect(line.heard.slice(-160)).toEqual(new Array<number>(160).fill(7))
    speaker.stopMusic()
    expect(line.clearCount).toBe(2)

    audios.set('a', new PromptAudio(ramp(10, 16_000)))
    speaker.play(promptOf('a'), listener())
    await pass(100)
    speaker.pause()
    await pass(500)
    speaker.resume()
    await pass(20)
    expect(line.heard.at(-1)).toBe(10 + 800 + 159)
  })
})

it('sets its idea of the queue right when a mark comes back', async () => {
  audios.set('a', new PromptAudio(ramp(1, 1_600)))
  speaker.play(promptOf('a'), listener())
  await Promise.resolve()
  expect(playout.aheadMs()).toBe(200)

  line.now += 100
  playout.marked(1, 'played')
  expect(playout.aheadMs()).toBe(0)
  expect(events).toEqual(['started', 'finished'])
})

it('keeps music going under a prompt and clips instead of wrapping around', async () => {
  audios.set('a', new PromptAudio(new Int16Array(800).fill(32_000)))
  speaker.startMusic(new Int16Array(400).fill(20_000))
  speaker.startMusic(undefined)
  speaker.startMusic(new Int16Array(400).fill(20_000))
  speaker.play(promptOf('a'), listener())
  await pass(60)

  expect(Math.max(...line.heard)).toBe(32_767)
  expect(Math.min(...line.heard)).toBeGreaterThan(0)
  speaker.stopMusic()
  speaker.stopMusic()
  expect(line.clearCount).toBe(0)
})

it('relays a party as it is, leaves silence out when it falls behind, and nothing while held', () => {
  const loud = new Int16Array(160).fill(9_000)
  speaker.join()
  speaker.relay(loud)
  expect(line.queue.filter((sample) => sample === 9_000)).toHaveLength(160)
  expect(playout.aheadMs()).toBe(120)

  for (let count = 0; count < 20; count += 1) speaker.relay(loud)
  const queued = line.queue.length
  speaker.relay(new Int16Array(160))
  expect(line.queue.length).toBe(queued)
  speaker.relay(loud)
  expect(line.queue.length).toBe(queued + 160)
  playout.hold(true)
  speaker.relay(loud)
  expect(line.queue.length).toBe(queued + 160)
})

it('waits 200 ms for a joined party before it keeps the line alive with silence', async () => {
  speaker.join()
  speaker.relay(new Int16Array(160).fill(9_000))
  await pass(200)
  expect(line.heard).toHaveLength(6 * 160)

  await pass(200)
  expect(line.heard.length).toBeGreaterThanOrEqual(15 * 160)
})

it('shows what is heard now, and nothing when the line is idle', () => {
  expect(playout.heardNow()).toBeUndefined()
  playout.send(ramp(1, 320))
  expect(playout.heardNow()).toBeUndefined()
  line.now += 20
  expect(playout.heardNow()?.[0]).toBe(1)
  line.now += 20
  expect(playout.heardNow()?.[0]).toBe(161)
  line.now += 20
  expect(playout.heardNow()).toBeUndefined()
})

describe('a sign that somebody is there', () => {
  const heardIn = async (ms: number): Promise<boolean> => {
    const from = line.heard.length
    await pass(ms)
    return line.heard.slice(from).some((sample) => sample !== 0)
  }

  it('is heard by whoever waits for the first word of a prompt, and gives way to it', async () => {
    speaker.play(promptOf('a'), listener())
    expect(await heardIn(780)).toBe(false)
    expect(await heardIn(140)).toBe(true)
    expect(events).toEqual([])

    await pass(1_000)
    audios.get('a')?.append(ramp(10_000, 1_600))
    audios.get('a')?.end()
    await pass(700)
    expect(line.heard.filter((sample) => sample >= 10_000)).toHaveLength(1_600)
    expect(events).toEqual(['started', 'finished'])
    expect(await heardIn(3_000)).toBe(false)
  })

  it('ends where nobody speaks the prompt', async () => {
    speaker.play(promptOf('a'), listener())
    await pass(1_000)
    audios.get('a')?.end(new MediaError('MEDIA_SYNTHESIS_FAILED', 'no'))
    await pass(300)

    expect(events).toEqual(['failed MEDIA_SYNTHESIS_FAILED'])
    expect(await heardIn(3_000)).toBe(false)
  })

  it('is heard for as long as the turn says, but not over music', async () => {
    speaker.signLife(true)
    expect(await heardIn(200)).toBe(true)
    speaker.signLife(false)
    await pass(200)
    expect(await heardIn(3_000)).toBe(false)

    speaker.startMusic(new Int16Array(400).fill(1))
    speaker.signLife(true)
    await pass(200)
    expect(Math.max(...line.heard.slice(-800))).toBe(1)
  })
})
