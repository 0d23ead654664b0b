import type { CallEvent, TestStart } from '@callchart/flow'
import type { Input, Meaning } from './moment.js'
import { Session, type PlayableFlow } from './session.js'

type Started = Extract<CallEvent, { type: 'call.started' }>

/** How a call began, for one that shall go the same way. */
export function startOfEvent({ call, at }: Started): TestStart {
  const { language, ...variables } = call.variables
  return {
    direction: call.direction,
    ...(call.ani !== undefined && { ani: call.ani }),
    ...(call.dnis !== undefined && { dnis: call.dnis }),
    ...(typeof language === 'string' && { language }),
    at: new Date(at).toISOString(),
    variables: variables as TestStart['variables'],
    answers: {},
    asksHours: true,
  }
}

const said = (text: string, means: Meaning): Input => ({ type: 'says', text, means })

function inputOf(event: CallEvent, session: Session): Input | undefined {
  switch (event.type) {
    case 'utterance.understood':
      return said(event.text, { type: 'intent', intent: event.intent, slots: event.slots })
    case 'value.understood':
      return said(event.text, { type: 'value', value: event.value })
    case 'key-intent.heard':
      return event.key === undefined ? said(event.text, { type: 'key-intent', keyIntent: event.keyIntent }) : { type: 'presses', keys: event.key }
    case 'auxiliary.heard':
      return said(event.text, { type: 'auxiliary', intent: event.intent })
    case 'utterance.ambiguous':
      return said(event.text, { type: 'ambiguous', intents: [...event.intents], slotsByIntent: event.slotsByIntent })
    case 'utterance.not-understood':
      return said(event.text, { type: 'no-match' })
    case 'digits.entered': {
      const keys = `${event.digits}${event.endedBy === 'terminator' ? (session.call.question?.listen?.digits?.terminator ?? '') : ''}`
      return keys === '' ? { type: 'staysSilent' } : { type: 'presses', keys }
    }
    case 'no-input':
      return { type: 'staysSilent' }
    case 'turn.recorded':
      return event.durationMs > 0 ? { type: 'leavesMessage', durationMs: event.durationMs } : { type: 'staysSilent' }
    case 'turn.failed':
    case 'turn.cancelled':
      return { type: 'soundFails' }
    case 'request.succeeded':
      return { type: 'answers', node: nodeOf(event.requestId, session), answer: { status: event.status, body: event.body as never } }
    case 'request.failed':
      return { type: 'answers', node: nodeOf(event.requestId, session), answer: event.status === undefined ? { failure: event.cause } : { status: event.status, body: null } }
    case 'request.outcome-unknown':
      return { type: 'answers', node: nodeOf(event.requestId, session), answer: { outcomeUnknown: true } }
    case 'hours.open':
    case 'hours.closed':
    case 'hours.failed':
      return { type: 'hours', hours: event.type.slice('hours.'.length) as 'open' | 'closed' | 'failed' }
    case 'call.answered-by':
      return event.who === 'machine' ? { type: 'machineAnswers' } : undefined
    case 'caller.hung-up':
      if (session.moments.at(-1)?.offers.transfer?.sort === 'refer') return { type: 'transfer', outcome: 'referred' }
      return session.moments.at(-1)?.offers.isHungUp === true ? undefined : { type: 'hangsUp' }
    case 'call.ended':
      return { type: 'endsFromOutside' }
    case 'transfer.queued':
      return { type: 'transfer', outcome: 'queued', position: event.position }
    // What comes by itself: time, what was said, and what the flow knows.
    case 'call.started':
    case 'timer.elapsed':
    case 'turn.finished':
    case 'knowledge.sentence':
    case 'knowledge.answered':
    case 'knowledge.failed':
      return undefined
    default:
      return { type: 'transfer', outcome: event.type.slice('transfer.'.length) as Extract<Input, { type: 'transfer' }>['outcome'] }
  }
}

const nodeOf = (requestId: string, session: Session): string => {
  const held = session.moments.at(-1)?.offers.held.find(({ id }) => id === requestId)
  return held?.type === 'request' ? held.node : ''
}

/** What is to be done so that a call goes the way of these events: a counter-example, a generated conversation, a past call. */
export function inputsOfEvents(flow: PlayableFlow, events: readonly CallEvent[]): { readonly start: TestStart; readonly inputs: readonly Input[] } {
  const [first, ...rest] = events
  if (first?.type !== 'call.started') throw new Error('A call begins with call.started.')
  const start = startOfEvent(first)
  const session = new Session(flow, start)
  const inputs: Input[] = []
  for (const event of rest) {
    const gapMs = event.at - first.at - (session.moments.at(-1)?.atMs ?? 0)
    const due: (Input | undefined)[] = [gapMs > 0 ? { type: 'waits', ms: gapMs } : undefined, inputOf(event, session)]
    for (const input of due) {
      if (input === undefined) continue
      inputs.push(input)
      if (session.take(input) !== undefined) return { start, inputs }
    }
  }
  return { start, inputs }
}
