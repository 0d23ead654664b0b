import type { SimulatedCall } from '../simulate/simulated-call.js'

/** What a conversation is about: a call on which somebody acts, however its other side answers. */
export type ActedCall = Omit<Pick<SimulatedCall, keyof SimulatedCall>, 'held' | 'mayBeMachine' | 'isEndless' | 'dueInMs' | 'now' | 'requestIsAnswered' | 'hoursAre' | 'questionIsAnswered'>
