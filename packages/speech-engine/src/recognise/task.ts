import type { Logger } from 'pino'
import { SpeechEngineError } from '../errors.js'
import { toJsgfExpression, wordsOf } from './jsgf.js'
import { wordsOfPhrase, type Lexicon } from './lexicon.js'
import type { LexiconEntry, RecogniserTask } from './messages.js'
import type { RecognitionPlan } from './request.js'

/** Unfolded grammars beyond this would take longer than real time to search. */
const maxExpressionBytes = 65_536

/**
 * Makes the one small grammar of a stream: its phrases and its ABNF grammars, side by side. A phrase with a word that nobody
 * knows how to say is left out with a warning.
 * @throws SpeechEngineError SPEECH_GRAMMAR_INVALID, SPEECH_NOT_SUPPORTED
 */
export async function makeTask(plan: Omit<RecognitionPlan, 'by'>, interim: boolean, lexicon: Lexicon, log: Logger): Promise<RecogniserTask> {
  const phrases = plan.phrases.map(wordsOfPhrase)
  const grammarWords = plan.grammars.flatMap((grammar) => [...wordsOf(grammar)])
  const entries = await lexicon.find([...phrases.flat(), ...grammarWords])
  const spell = (word: string): string => {
    const entry = entries.get(word)
    if (entry === undefined) throw new SpeechEngineError('SPEECH_GRAMMAR_INVALID', `The ABNF grammar holds "${word}", which is no English word that the engine can say`)
    return entry.token
  }
  const sayable = phrases.filter((words) => words.length > 0 && words.every((word) => entries.has(word)))
  if (sayable.length < phrases.length) log.warn({ dropped: phrases.length - sayable.length, kept: sayable.length }, 'phrases left out: no pronunciation')
  const options = [...new Set(sayable.map((words) => words.map(spell).join(' ')))]
  options.push(...plan.grammars.map((grammar) => toJsgfExpression(grammar, spell)))
  if (options.length === 0) throw new SpeechEngineError('SPEECH_NOT_SUPPORTED', 'The embedded engine can pronounce none of the phrases: give English phrases, or use another engine')
  const expression = options.map((option) => `( ${option} )`).join(' | ')
  if (expression.length > maxExpressionBytes) throw new SpeechEngineError('SPEECH_GRAMMAR_INVALID', `The grammar unfolds to ${expression.length} characters, ${maxExpressionBytes} is the most`)
  return { expression, entries: usedEntries(entries), encoding: plan.encoding, sampleRateHz: plan.sampleRateHz, interim }
}

function usedEntries(entries: ReadonlyMap<string, LexiconEntry>): LexiconEntry[] {
  return [...entries.values()]
}
