import { setTimeout as wait } from 'node:timers/promises'
import type { SeatEvent } from '@callchart/protocol'
import { CliError } from '../errors.js'
import { openCallLeg, type CallLeg, type LegClock } from './call-leg.js'
import { correlation } from './correlation.js'
import type { Seat } from './seat.js'
import type { SpokenAt, Telephone } from './telephone.js'

/** Sound may arrive this much later at the other end and still be found. */
const longestDelaySamples = 24_000
/** Both sides fall silent for so long before anybody else speaks. */
const pauseMs = 700

/** What one side said and what the other had on the line from then on. */
export interface Exchange {
  readonly sent: Int16Array
  readonly heard: Int16Array
}

export interface Conversation {
  readonly byAgent: Exchange
  readonly byCaller: Exchange
}

export interface AgentScript {
  readonly seats: readonly Seat[]
  readonly clock: LegClock
  readonly caller: Telephone
  readonly agentWords: Int16Array
  readonly callerWords: Int16Array
  readonly onNote: (note: string) => void
}

/**
 * A human waits in the queues, accepts the first offer, hears the whisper, and speaks when joined;
 * then the caller speaks, then the human leaves.
 * @throws CliError CLI_CALL_STUCK when the offer or the joining comes to nothing, CLI_MEDIA_REFUSED
 */
export async function talkAsAgent(script: AgentScript): Promise<Conversation> {
  const { seat, leg, callId } = await acceptOffer(script)
  try {
    await expectEvent(seat, 'joined')
    script.onNote('joined: the agent and the caller are connected')
    const byAgent = await exchange(leg.telephone, script.agentWords, script.caller)
    await wait(pauseMs)
    const byCaller = await exchange(script.caller, script.callerWords, leg.telephone)
    await wait(pauseMs)
    seat.send({ type: 'end', callId })
    await Promise.race([seat.next('ended'), leg.connection.closed])
    return { byAgent, byCaller }
  } finally {
    await leg.end()
  }
}

async function acceptOffer(script: AgentScript): Promise<{ seat: Seat; leg: CallLeg; callId: string }> {
  const { seat, offer } = await Promise.race(script.seats.map(async (each) => ({ seat: each, offer: await each.next('offered') })))
  script.onNote(`the agent in queue "${seat.queue}" is offered the call: ${offer.summary}`)
  seat.send({ type: 'accept', offerId: offer.offerId })
  const { mediaUrl, callId } = await expectEvent(seat, 'accepted')
  const leg = await openCallLeg({
    mediaUrl,
    channelId: `agent-${callId.slice(0, 20)}`,
    variables: {},
    telephone: {},
    clock: script.clock,
    onIgnored: script.onNote,
  })
  return { seat, leg, callId }
}

async function expectEvent<Type extends 'accepted' | 'joined'>(seat: Seat, type: Type): Promise<Extract<SeatEvent, { type: Type }>> {
  const event = await seat.next<SeatEvent['type']>(type, 'withdrawn', 'ended', 'error')
  if (event.type === type) return event as Extract<SeatEvent, { type: Type }>
  throw new CliError('CLI_CALL_STUCK', `The agent in queue "${seat.queue}" waited for "${type}" in vain: ${reasonOf(event)}.`)
}

function reasonOf(event: SeatEvent): string {
  if (event.type === 'withdrawn') return event.cause
  return event.type === 'error' ? `${event.code}: ${event.message}` : event.type
}

async function exchange(speaker: Telephone, words: Int16Array, listener: Telephone): Promise<Exchange> {
  const [speakerStart, listenerStart] = [speaker.clockSamples, listener.clockSamples]
  const at: SpokenAt = await speaker.speak(words)
  const lead = at.firstSample - speakerStart
  return {
    sent: speaker.said.slice(at.firstSample, at.lastSample + 1),
    get heard() {
      return listener.heard.slice(listenerStart, listenerStart + lead + words.length + longestDelaySamples)
    },
  }
}

export const heardBy = ({ sent, heard }: Exchange): number => Math.round(correlation(sent, heard) * 10_000) / 10_000
