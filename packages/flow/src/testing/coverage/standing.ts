/** What decides, beside the state, which transitions a call can take at all. */
export interface Standing {
  /** The caller is no longer on the line. */
  readonly gone: boolean
  /** Prompts may wait for the next turn. */
  readonly queued: boolean
  /** A turn may be under way. */
  readonly turn: boolean
  /** A timer of a node may run. */
  readonly timer: boolean
  /** A human may be asked for, or talked to. */
  readonly transfer: boolean
}

export const atStart: Standing = { gone: false, queued: false, turn: false, timer: false, transfer: false }

type Verdict = 'always' | 'never' | 'perhaps'

/** Guards that ask about the outcome of a turn: what somebody on the line said, typed or heard. */
const ofTurn: ReadonlySet<string> = new Set(['turn', 'turnOver', 'intent', 'unfit', 'someWords', 'keyIntent', 'keyIntentNumber', 'auxiliary', 'digit', 'recorded'])

const onlyIf = (holds: boolean): Verdict => (holds ? 'perhaps' : 'never')

/** Whether a guard can let a call through that stands so; what it asks of variables and answers is open. */
export const verdictOf = (guard: string | undefined, { gone, queued, turn, timer, transfer }: Standing): Verdict => {
  if (guard === undefined) return 'always'
  if (ofTurn.has(guard)) return onlyIf(turn && !gone)
  switch (guard) {
    case 'gone':
      return gone ? 'always' : 'never'
    case 'present':
      return gone ? 'never' : 'always'
    case 'turning':
      return onlyIf(turn)
    case 'timer':
    case 'timing':
      return onlyIf(timer)
    case 'fillerDue':
      return onlyIf(timer && !gone)
    case 'callTimer':
      return onlyIf(!gone)
    case 'transfer':
    case 'transferring':
      return onlyIf(transfer)
    case 'queued':
      return onlyIf(queued)
    // Twenty prompts in a row with no question between.
    case 'queueFull':
      return 'never'
    default:
      return 'perhaps'
  }
}

const changes: Readonly<Record<string, Partial<Standing>>> = {
  queuePrompt: { queued: true },
  tellQueue: { queued: true },
  beginTurn: { turn: true, queued: false },
  endTurn: { turn: false },
  beginTimer: { timer: true },
  endTimer: { timer: false },
  beginTransfer: { transfer: true },
  endTransfer: { transfer: false },
  leaveCall: { gone: true, queued: false },
}

/** How the call stands after these actions, in their order. */
export const afterActions = (standing: Standing, actions: readonly string[]): Standing =>
  actions.reduce((before, action) => (Object.hasOwn(changes, action) ? { ...before, ...changes[action] } : before), standing)
