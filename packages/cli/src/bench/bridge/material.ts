import { pcmToMuLaw } from '@callchart/protocol'
import { pino } from 'pino'
import { connectVoice, type Voice } from '../../caller/voice.js'
import { startSpeechProcess } from '../../system/speech-process.js'
import type { ScriptedPrompt } from './messages.js'

/** What callers say: about three seconds each, in one breath. */
const sayings: readonly (readonly [text: string, voice: string])[] = [
  ['i would like to know why the last bill is so much higher than usual', 'en-us'],
  ['my card was lost on the train this morning and i need a new one', 'en-gb+f3'],
  ['can you tell me when the shop in the old town opens on sunday', 'en-us+m3'],
  ['the delivery was supposed to come on tuesday but nobody was there', 'en-gb+f2'],
  ['please put me through to somebody who knows about my contract', 'en-us+f4'],
  ['i moved last month and want to give you my new address', 'en-gb+m2'],
]
const questions = [
  'Welcome to the card service. What can we do for you today?',
  'Thank you. Is there anything else that you would like to know about your card?',
  'We have noted that down. Please tell us in a few words how we may help you further.',
]
const promptVoice = 'en-us+f3'
const quietPeak = 300

/** Everything that is heard in the bench, spoken by the embedded engine before anything is measured. */
export interface Material {
  /** µ-law at 8 kHz. */
  readonly clips: readonly Buffer[]
  readonly noise: Buffer
  readonly prompts: readonly ScriptedPrompt[]
}

const toMuLaw = (pcm: Int16Array): Buffer => Buffer.from(Uint8Array.from(pcm, (sample) => pcmToMuLaw[sample & 0xffff] ?? 0))

function withoutSilence(pcm: Int16Array): Int16Array {
  const isLoud = (sample: number): boolean => Math.abs(sample) > quietPeak
  return pcm.subarray(Math.max(0, pcm.findIndex(isLoud)), pcm.findLastIndex(isLoud) + 1)
}

/** A second of the hiss of a line, about -62 dB of full scale; the same in every run. */
function lineNoise(): Int16Array {
  let seed = 12_345
  return Int16Array.from({ length: 8_000 }, () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
    return Math.round((seed / 0x3fffffff - 1) * 45)
  })
}

async function speakAll(voice: Voice): Promise<Material> {
  const clips: Buffer[] = []
  const prompts: ScriptedPrompt[] = []
  for (const [text, name] of sayings) clips.push(toMuLaw(withoutSilence(await voice.speak(text, name))))
  for (const text of questions) {
    const pcm = withoutSilence(await voice.speak(text, promptVoice))
    prompts.push({ text, pcm: Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength) })
  }
  return { clips, prompts, noise: toMuLaw(lineNoise()) }
}

/** @throws CliError CLI_CHILD_FAILED, CLI_VOICE_FAILED */
export async function speakMaterial(): Promise<Material> {
  const engine = await startSpeechProcess({ logger: pino({ level: 'silent' }), logLevel: 'error', environment: process.env })
  const voice = connectVoice(engine.ready)
  try {
    return await speakAll(voice)
  } finally {
    voice.close()
    await engine.stop()
  }
}
