import type { Alternative, Expectation, Interpretation } from '@callchart/protocol'
import { compileFlow } from '../../compile/compile-flow.js'
import { createFlowMachine } from '../../step/machine.js'
import { SimulatedCall, type SimulatedAnswer } from '../../simulate/simulated-call.js'
import type { ScriptedConversation, ScriptedDeed } from './edit.js'
import { observedEffects } from './observed.js'
import type { EditedVersion } from './versions.js'


const duringHours = '2026-11-02T15:00:00Z'

const everythingRead: SimulatedAnswer = {
  status: 200,
  body: {
    name: 'John Miller', number: '4711', state: 'open', reference: 'B-9', order: { reference: 'B-7' }, balance: 1250.4, currency: 'USD', dueDate: '2026-12-05',
    date: '2026-12-05', time: '15:30', doctor: { zh: '单医生', en: 'Doctor Shan' }, earliest: '2026-12-01', latest: '2026-12-31',
  },
}

/** What is said stands for its meaning: it is understood where the question can understand it. */
const meaningOf = (deed: ScriptedDeed, text: string, expectation: Expectation): Interpretation => {
  const base = { text, confidence: 0.9, slots: {}, why: { by: 'phrase', losing: [] } } as const
  if ('gives' in deed && expectation.value !== undefined) return { ...base, type: 'value', value: deed.gives }
  if ('mayMean' in deed && expectation.disambiguates === true) return { ...base, type: 'ambiguous', intents: deed.mayMean, slotsByIntent: {} }
  if (!('says' in deed)) return { ...base, type: 'no-match' }
  const keyIntent = expectation.keyIntents.find((known) => known === deed.says)
  if (expectation.intents.includes(deed.says)) return { ...base, type: 'intent', intent: deed.says, slots: deed.slots ?? {} }
  if (expectation.auxiliary?.includes(deed.says) === true) return { ...base, type: 'auxiliary', intent: deed.says }
  return keyIntent === undefined ? { ...base, type: 'no-match' } : { ...base, type: 'key-intent', keyIntent }
}

const wordsOf = (deed: ScriptedDeed): string =>
  'says' in deed ? deed.says : 'gives' in deed ? String(deed.gives) : 'mayMean' in deed ? deed.mayMean.join(' or ') : ''

const act = (call: SimulatedCall, deed: ScriptedDeed): void => {
  if ('presses' in deed) return call.presses(deed.presses)
  if ('waitsMs' in deed) return call.advance(deed.waitsMs)
  if ('leavesMessageMs' in deed) return call.leavesMessage(deed.leavesMessageMs)
  if ('does' in deed) return call[deed.does]()
  call.says(wordsOf(deed))
}

/** A caller goes on as long as somebody is there who listens. */
const canGoOn = (call: SimulatedCall, deed: ScriptedDeed): boolean => {
  if ('waitsMs' in deed) return true
  if ('does' in deed && deed.does !== 'staysSilent' && deed.does !== 'hangsUp') return call.transfer !== undefined
  return !call.isHungUp && (call.question !== undefined || 'presses' in deed || 'does' in deed)
}

/** Everything that comes of a scripted conversation: what is said, done, and listened for. */
export const observedOf = ({ document, resources }: EditedVersion, { deeds, call: attributes, http = {}, knowledge, startsAt = duringHours }: ScriptedConversation): string[] => {
  let now: ScriptedDeed = { says: '' }
  const call = new SimulatedCall(createFlowMachine(compileFlow(document, resources)), {
    startsAt: Date.parse(startsAt),
    call: { ani: '+15550123', dnis: '+15550100', ...attributes },
    interpret: ([best]: readonly Alternative[], expectation) => meaningOf(now, best?.text ?? '', expectation),
    http: ({ url }) => Object.entries(http).find(([part]) => url.includes(part))?.[1] ?? everythingRead,
    knowledge: () => knowledge ?? { failure: 'no-answer' },
    calendars: resources.calendars ?? new Map(),
  })
  for (now of deeds) if (canGoOn(call, now)) act(call, now)
  return call.effects.map((effect) => observedEffects([effect])).filter((each) => each !== '[]')
}
