import type { MediaFact } from '@callchart/protocol'
import { nextPrompts } from '../call/next-prompts.js'
import type { CallHands } from './hands.js'

export interface ExpectedPrompts {
  /** What the caller hears or is listened to from now on tells what may come next. */
  noteFact(fact: MediaFact): void
}

/** Tells the bridge what it may be asked for next, once a turn, when the caller hears it begin: nobody waits for the runtime then. @param most prompts of a turn; 0: none */
export function createExpectedPrompts({ state, clock, command }: CallHands, most: number): ExpectedPrompts {
  let toldTurnId: string | undefined
  return {
    noteFact(fact) {
      if (most === 0 || (fact.type !== 'prompt.started' && fact.type !== 'listening.started') || fact.turnId === toldTurnId) return
      toldTurnId = fact.turnId
      const prompts = nextPrompts(state, fact.turnId, clock.now(), most)
      if (prompts.length > 0) command({ type: 'prompts.expect', prompts })
    },
  }
}
