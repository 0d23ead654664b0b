import { cardServices, exampleFlow, type FlowFile } from '../../driver/flows.js'

/** Numbers that callers dial, by what the flow does with a caller who asks for a human. */
export const numbers = { queue: '+15550100', attended: '+15550101', blind: '+15550102', refer: '+15550103', absent: '+15550104', outside: '+15550105' } as const

const toTelephone = { queue: undefined, extension: '2000', maxWaitMs: 15_000, ringMs: 4_000, declined: 'nobodyFree' }

/** card-services, whose transfer leads to a telephone of the switch instead of a queue. */
const toHuman = (id: keyof typeof numbers, transfer: object): FlowFile => ({ ...cardServices(id, { toHuman: { ...toTelephone, ...transfer } }), dnis: [numbers[id]] })

export const transferFlows: readonly FlowFile[] = [
  exampleFlow('card-services'),
  toHuman('attended', {}),
  toHuman('blind', { mode: 'blind', whisper: undefined }),
  toHuman('refer', { mode: 'refer', whisper: undefined, next: undefined, busy: undefined, noAnswer: undefined, declined: undefined }),
  toHuman('absent', { extension: '2001' }),
]
