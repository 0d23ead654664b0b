import type { ReadyStep } from './scripted-caller.js'
import type { Step } from './step.js'
import type { Voice } from './voice.js'
import { readWav } from './wav.js'

type Speaker = Pick<Voice, 'speak'>

/** Speaks each text once, however often it is asked for. */
export function rememberingVoice(voice: Speaker): Speaker {
  const spoken = new Map<string, Promise<Int16Array>>()
  return {
    speak: (text, voiceName) => {
      const key = `${voiceName}\n${text}`
      const known = spoken.get(key) ?? voice.speak(text, voiceName)
      spoken.set(key, known)
      return known
    },
  }
}

/**
 * Makes the sound of every step before the call, so that nothing is synthesised while time is measured.
 * @throws CliError CLI_VOICE_FAILED, CLI_FILE_UNREADABLE, CLI_WAV_INVALID
 */
export function prepareSteps(steps: readonly Step[], voice: Speaker, voiceName: string): Promise<ReadyStep[]> {
  return Promise.all(
    steps.map(async (step) => {
      if (step.type === 'say') return { ...step, samples: await voice.speak(step.text, voiceName) }
      return step.type === 'wav' ? { ...step, samples: await readWav(step.file) } : step
    }),
  )
}
