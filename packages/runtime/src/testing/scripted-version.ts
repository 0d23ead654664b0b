import type { CallEffect, CallEvent, FlowSnapshot } from '@callchart/flow'
import type { ReadyVersion } from '../call/ready-version.js'

type Script = Partial<Record<CallEvent['type'], CallEffect[]>>

/** A chart that does what its script says for each type of event. @param last after this event it is over */
export function scripted(version: string, script: Script, last: CallEvent['type'] = 'caller.hung-up'): ReadyVersion {
  return {
    version,
    manifest: {
      flow: version,
      name: version,
      languages: ['en-US'],
      dnis: [],
      understanding: [],
      maxCallMs: 0,
      nodes: [],
      queues: [],
      continuesWith: [],
      sensitive: [],
      calendars: [],
      subflows: [],
      knowledge: [],
      compilerVersion: '1',
    },
    sensitiveVariables: new Set(['secret']),
    start: () => ({ status: 'active', taken: [] }) as unknown as FlowSnapshot,
    step: (snapshot, event) => ({
      snapshot: { status: 'active', taken: [...takenOf(snapshot), event.type] } as unknown as FlowSnapshot,
      effects: script[event.type] ?? [],
    }),
    takes: () => true,
    statePath: (snapshot) => [takenOf(snapshot).at(-1) ?? 'idle'],
    variablesOf: () => ({ secret: '1234', copy: 'blue whale', empty: '', plain: 'seen' }),
    isOver: (snapshot) => takenOf(snapshot).includes(last),
    knowledgeOf: () => undefined,
    bannedIn: () => undefined,
    interpreterOf: () => undefined,
  }
}
/** Types of the events that it took. */
const takenOf = (snapshot: FlowSnapshot): string[] => (snapshot as unknown as { taken: string[] }).taken
