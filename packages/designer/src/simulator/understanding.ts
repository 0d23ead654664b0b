import type { CompiledFlow } from '@callchart/flow'
import { createInterpreter, trainUnderstanding, type Interpreter } from '@callchart/nlu'
import type { Alternative, Expectation, Interpretation, UnderstandingSource } from '@callchart/protocol'
import type { Heard, Meaning } from './moment.js'

const mostKept = 12
const trained = new Map<string, Interpreter>()

/** Trained once for the same intents, whatever else of the flow is changed. */
function interpreterOf(source: UnderstandingSource): Interpreter {
  const key = JSON.stringify(source)
  const known = trained.get(key) ?? createInterpreter(trainUnderstanding(source))
  trained.delete(key)
  trained.set(key, known)
  for (const oldest of [...trained.keys()].slice(0, -mostKept)) trained.delete(oldest)
  return known
}

/** A meaning as if the flow had understood it. Fields with a default may be absent in a file. */
function meant(text: string, means: Meaning): Interpretation {
  const base = { text, confidence: means.type === 'no-match' ? 0 : 1, slots: {}, why: { by: 'nothing', losing: [] } } as const
  switch (means.type) {
    case 'intent': {
      const { slots = {} }: Partial<typeof means> = means
      return { ...base, ...means, slots }
    }
    case 'ambiguous': {
      const { slotsByIntent = {} }: Partial<typeof means> = means
      return { ...base, ...means, slotsByIntent }
    }
    default:
      return { ...base, ...means }
  }
}

const nothing = (text: string): Interpretation => ({ type: 'no-match', text, confidence: 0, slots: {}, why: { by: 'nothing', losing: [] } })

export type Hear = (alternatives: readonly Alternative[], expectation: Expectation, language: string, now: number, means: Meaning | undefined) => Heard

/** The understanding of real calls: trained from the flow's own phrases, when it is first needed. */
export function hearingOf({ manifest }: CompiledFlow): Hear {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  return (alternatives, expectation, language, now, means) => {
    const text = alternatives[0]?.text ?? ''
    if (means !== undefined) return { interpretation: meant(text, means), threshold: undefined, given: true }
    const source = manifest.understanding.find((each) => each.language === language)
    if (source === undefined) return { interpretation: nothing(text), threshold: undefined, given: false }
    const interpreter = interpreterOf(source)
    return { interpretation: interpreter.interpret(alternatives, expectation, { now: new Date(now), timeZone }), threshold: interpreter.threshold, given: false }
  }
}
