import type { ExploredCall } from '../../explore/explored-call.js'
import type { Deed, Move } from '../../explore/move.js'
import type { Behaviour, Conduct } from './behaviour.js'

const requests = { succeeded: 90, failed: 8, 'outcome-unknown': 2 } as const
const hours = { open: 70, closed: 29, failed: 1 } as const
const knowledge = { sentence: 60, answered: 60, 'no-answer': 12, failed: 3 } as const
const transfers = { queued: 20, ringing: 60, connected: 60, busy: 6, 'no-answer': 6, declined: 2, failed: 2, overflow: 2, closed: 3, ended: 60, referred: 60 } as const
const machines = 15
/** Of a thousand turns one fails; of as many things that happen one is that somebody else ends the call. */
const faults = 0.1

const conductOf = ({ deed, stray }: Move, call: ExploredCall): Conduct | undefined => {
  switch (deed.type) {
    case 'says':
      return deed.what === 'keyIntent' ? 'uses-key-intent' : deed.what === 'auxiliary' ? 'asks-elsewhere' : 'answers'
    case 'says-value':
      return 'answers'
    case 'presses':
      return stray === true ? 'misses' : 'answers'
    case 'says-either':
      return 'is-ambiguous'
    case 'says-something-else':
      return 'misses'
    case 'stays-silent':
    case 'leaves-no-message':
      return 'stays-silent'
    case 'leaves-message':
      return 'leaves-message'
    case 'hangs-up':
      return call.gone ? undefined : 'hangs-up'
    case 'hears-prompt':
    case 'line-closes':
      return 'listens'
    default:
      return undefined
  }
}

/** What others do: services, calendars, agents, and what goes wrong. */
const weightOfOthers = (deed: Deed): number => {
  switch (deed.type) {
    case 'request':
      return requests[deed.outcome]
    case 'hours':
      return hours[deed.outcome]
    case 'knowledge':
      return knowledge[deed.outcome]
    case 'transfer':
      return transfers[deed.outcome]
    case 'machine-answers':
      return machines
    case 'sound-fails':
    case 'operator-ends':
      return faults
    default:
      return 0
  }
}

/** The name of what shares one weight: each of several intents is as likely as the others. */
const groupOf = (move: Move, call: ExploredCall): { readonly name: string; readonly weight: (behaviour: Behaviour) => number } => {
  const conduct = conductOf(move, call)
  if (conduct !== undefined) return { name: conduct, weight: ({ weights }) => weights[conduct] ?? 0 }
  const { deed } = move
  const weight = weightOfOthers(deed)
  return { name: 'outcome' in deed ? `${deed.type} ${deed.outcome}` : deed.type, weight: () => weight }
}

const isAnswered = ({ deed }: Move): boolean => deed.type === 'request' && deed.outcome === 'succeeded'

/** Answers other than the first, which has an example of everything. */
const unusual = { name: 'request succeeded unusually', weight: () => requests.succeeded / 4 }

/** How likely each move is, as parts of their sum. Time is none of them: it passes by itself. */
export const weightsOf = (moves: readonly Move[], call: ExploredCall, behaviour: Behaviour): number[] => {
  const answered = moves.findIndex(isAnswered)
  const groups = moves.map((move, index) => (isAnswered(move) && index !== answered ? unusual : groupOf(move, call)))
  const counts = new Map<string, number>()
  for (const { name } of groups) counts.set(name, (counts.get(name) ?? 0) + 1)
  return groups.map(({ name, weight }) => weight(behaviour) / (counts.get(name) ?? 1))
}

/** About as long as a letter takes to be said; a letter of Chinese is a whole syllable. */
const letterMs = 60
const syllableMs = 220
const lengthOf = (text: string): number => [...text].reduce((ms, letter) => ms + (/\p{Script=Han}/u.test(letter) ? syllableMs : letterMs), 0)

const promptsMs = ({ turn }: ExploredCall): number => (turn?.prompts ?? []).reduce((ms, { text }) => ms + lengthOf(text), 0)

const transferMs = { queued: 1_000, ringing: 3_000, connected: 8_000, busy: 1_000, 'no-answer': 20_000, declined: 6_000, failed: 1_000, overflow: 200, closed: 200, ended: 120_000, referred: 2_000 } as const
const reactionMs = 900
const keyMs = 400

/** How long it takes until the move happens. */
export const durationOf = (move: Move, call: ExploredCall, { patience }: Behaviour): number => {
  const { deed, afterMs = 0 } = move
  const heardMs = Math.round(promptsMs(call) * patience)
  switch (deed.type) {
    case 'says':
    case 'says-either':
    case 'says-something-else':
      return heardMs + reactionMs + lengthOf(deed.text)
    case 'says-value':
      return heardMs + reactionMs + 1_500
    case 'presses':
      return heardMs + reactionMs + keyMs * deed.digits.length
    case 'stays-silent':
      return promptsMs(call) + (call.turn?.listen?.noInputTimeoutMs ?? 0)
    case 'leaves-message':
      return promptsMs(call) + 15_000
    case 'leaves-no-message':
      return promptsMs(call) + 4_000
    case 'hears-prompt':
      return promptsMs(call)
    case 'request':
      return deed.outcome === 'succeeded' ? 400 : 3_000
    case 'knowledge':
      return 1_200
    case 'transfer':
      return Math.max(afterMs, transferMs[deed.outcome])
    case 'hangs-up':
      return heardMs + reactionMs
    default:
      return afterMs
  }
}
