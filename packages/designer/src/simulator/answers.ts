import type { Answer } from '../canvas/taken-ways.js'
import type { Moment } from './moment.js'
import { nodeInFlow } from './names.js'

/** What the caller of a simulated call answered, and to which node. */
export const answersOf = (moments: readonly Moment[]): readonly Answer[] =>
  moments.flatMap(({ input, entries }, index) => {
    const asked = moments[index - 1]?.offers.node
    if (asked === undefined || input === undefined) return []
    const nodeId = nodeInFlow(asked)
    if (input.type === 'presses') return [{ nodeId, text: input.keys }]
    const heard = entries.find((entry) => entry.type === 'caller')?.heard
    return input.type === 'says' && heard?.interpretation.type === 'intent' ? [{ nodeId, text: input.text, intent: heard.interpretation.intent }] : []
  })
