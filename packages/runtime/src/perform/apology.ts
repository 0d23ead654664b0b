import { apologyTurnId } from '../call/fold-facts.js'
import type { MediaCommand, MediaFact } from '@callchart/protocol'

const apologies: Readonly<Record<string, string>> = {
  en: 'We are sorry. Something went wrong on our side, and this call has to end here. Please call again later. Goodbye.',
  zh: '非常抱歉，我们的系统出现了问题，本次通话即将结束，请您稍后再拨。再见。',
}

/** A plain speaking turn of the runtime itself, heard in full. */
export function apologyCommand(language: string): MediaCommand {
  const text = apologies[language.split('-')[0] ?? 'en']
  const spoken = text === undefined ? { text: apologies.en ?? '', language: 'en-US' } : { text, language }
  return {
    type: 'turn.start',
    turnId: apologyTurnId,
    prompts: [{ promptId: 'apology', ...spoken, interruptible: false }],
    clearTypeAhead: true,
    dropDigits: true,
  }
}

/** The caller has heard it, or never will. */
export const endsApology = (fact: MediaFact): boolean =>
  'turnId' in fact && fact.turnId === apologyTurnId && ['turn.finished', 'turn.failed', 'turn.cancelled'].includes(fact.type)
