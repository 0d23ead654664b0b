import { expect, it } from 'vitest'
import type { CallAudio, CallAudioSink, MediaConnection } from '../dialect/call-audio.js'
import { PromptAudio } from '../speak/prompt-audio.js'
import { ManualTicker } from '../testing/manual-ticker.js'
import { Party, type PartySink } from './party.js'

/** A switch that reports no keys. */
const silentKeys = () => {
  let sink: CallAudioSink | undefined
  const audio: CallAudio = {
    send: () => undefined,
    mark: () => undefined,
    clear: () => undefined,
    hangUp: () => sink?.stopped('normal'),
    abort: () => undefined,
  }
  const connection: MediaConnection = {
    dialect: 'other',
    reportsDigits: false,
    open(opened) {
      sink = opened
      return audio
    },
    close: () => undefined,
  }
  return { connection, sink: () => sink }
}

const ignore = (): void => undefined

/** A party that nobody has started yet. */
function aParty(told: Partial<PartySink> = {}) {
  const { connection, sink } = silentKeys()
  const ticker = new ManualTicker()
  const party = new Party({
    connection,
    ticker,
    prompts: { open: () => new PromptAudio() },
    counts: { filled: ignore, dropped: ignore },
    sink: { started: ignore, heard: ignore, digit: ignore, fault: ignore, ticked: ignore, stopped: ignore, ...told },
  })
  return { party, ticker, sink }
}

it('finds keys in the audio of a switch that reports none', () => {
  const digits: string[] = []
  const { party, ticker, sink } = aParty({ digit: (digit) => digits.push(digit) })
  sink()?.started({ codec: 'ulaw', variables: {} })

  for (let frame = 0; frame < 5; frame += 1) {
    sink()?.frame(
      Int16Array.from(
        { length: 160 },
        (_, n) =>
          6_000 * (Math.sin((2 * Math.PI * 770 * (frame * 160 + n)) / 8_000) + Math.sin((2 * Math.PI * 1_336 * (frame * 160 + n)) / 8_000)),
      ),
    )
    ticker.advance(20)
  }

  expect(digits).toEqual(['5'])
  party.hangUp()
  expect(ticker.subscriberCount).toBe(0)
})

it('leaves the last syllable on its way to the ear the time to arrive before it ends the leg', () => {
  const ended: string[] = []
  const { party, ticker, sink } = aParty({ stopped: (cause) => ended.push(cause) })
  sink()?.started({ codec: 'ulaw', variables: {} })
  party.hangUpWhenPlayed()

  ticker.advance(180)
  expect(ended).toEqual([])
  ticker.advance(20)
  expect(ended).toEqual(['normal'])
})
