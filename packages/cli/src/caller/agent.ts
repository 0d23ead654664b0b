import { setTimeout as wait } from 'node:timers/promises'
import type { SeatEvent } from '@callchart/protocol'
import { CliError } from '../errors.js'
import type { AgentConduct } from './agent-conduct.js'
import { openCallLeg, type CallLeg, type LegClock } from './call-leg.js'
import { correlation } from './correlation.js'
import type { Seat } from './seat.js'
import type { SpokenAt, Telephone } from './telephone.js'

/** Sound may arrive this much later at the other end and still be found. */
const longestDelaySamples = 24_000
/** Both sides fall silent for so long before anybody else speaks. */
const pauseMs = 700
/** A leg that is still open so long after its talk was left behind. */
const closeWithinMs = 5_000

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
  readonly conduct: AgentConduct
  readonly agentWords: Int16Array
  readonly callerWords: Int16Array
  readonly onNote: (note: string) => void
}

interface Offer {
  readonly seat: Seat
  readonly offerId: string
}

/**
 * A human waits in the queues and does as they are told with the first call that is offered. One who answers hears the whisper, and
 * speaks when joined; then the caller speaks, then the human leaves.
 * @returns the conversation, if there was to be one
 * @throws CliError CLI_CALL_STUCK when the offer or the joining comes to nothing, CLI_LEG_LEFT_OPEN, CLI_MEDIA_REFUSED
 */
export async function actAsAgent(script: AgentScript): Promise<Conversation | undefined> {
  const { conduct } = script
  const offer = await firstOffer(script)
  const { seat, offerId } = offer
  switch (conduct.does) {
    case 'busy':
    case 'decline':
      seat.send({ type: 'decline', offerId, cause: conduct.does === 'busy' ? 'busy' : 'declined' })
      return undefined
    case 'no-answer':
      await seat.next('withdrawn')
      return undefined
    case 'vanish':
      seat.send({ type: 'accept', offerId })
      await expectEvent(seat, 'accepted')
      seat.send({ type: 'leave' })
      return undefined
    case 'leave':
    case 'leave-talk':
      return onTheLine(script, offer, 0, async ({ telephone, connection }) => {
        if (conduct.does === 'leave-talk') await expectEvent(seat, 'joined')
        await Promise.race([wait(conduct.afterMs), connection.closed])
        script.onNote(`the agent hangs up at ${telephone.clockSamples / 8} ms`)
        connection.hangUp()
        return undefined
      })
    case 'answer':
    case 'dawdle':
      return onTheLine(script, offer, conduct.does === 'dawdle' ? conduct.afterMs : 0, (leg, callId) => talk(script, offer, leg, callId))
  }
}

async function firstOffer(script: AgentScript): Promise<Offer> {
  const { seat, offer } = await Promise.race(script.seats.map(async (each) => ({ seat: each, offer: await each.next('offered') })))
  script.onNote(`the agent in queue "${seat.queue}" is offered the call: ${offer.summary}`)
  return { seat, offerId: offer.offerId }
}

/** Accepts and connects. The system must close the leg by itself once there is nothing more to say. */
async function onTheLine(
  script: AgentScript,
  { seat, offerId }: Offer,
  connectAfterMs: number,
  act: (leg: CallLeg, callId: string) => Promise<Conversation | undefined>,
): Promise<Conversation | undefined> {
  seat.send({ type: 'accept', offerId })
  const { mediaUrl, callId } = await expectEvent(seat, 'accepted')
  if (connectAfterMs > 0) await Promise.race([wait(connectAfterMs), seat.next('withdrawn')])
  const leg = await openCallLeg({
    mediaUrl,
    channelId: `agent-${callId.slice(0, 20)}`,
    variables: {},
    telephone: {},
    clock: script.clock,
    onIgnored: script.onNote,
  })
  try {
    const conversation = await act(leg, callId)
    await expectClosed(leg, seat)
    return conversation
  } catch (error) {
    await expectClosed(leg, seat)
    throw error
  } finally {
    await leg.end()
  }
}

async function talk(script: AgentScript, { seat }: Offer, leg: CallLeg, callId: string): Promise<Conversation> {
  await expectEvent(seat, 'joined')
  script.onNote('joined: the agent and the caller are connected')
  const byAgent = await exchange(leg.telephone, script.agentWords, script.caller)
  await wait(pauseMs)
  const byCaller = await exchange(script.caller, script.callerWords, leg.telephone)
  await wait(pauseMs)
  seat.send({ type: 'end', callId })
  await Promise.race([seat.next('ended'), leg.connection.closed])
  return { byAgent, byCaller }
}

async function expectClosed(leg: CallLeg, { queue }: Seat): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new CliError('CLI_LEG_LEFT_OPEN', `The leg of the agent in queue "${queue}" was still open ${closeWithinMs} ms after its end.`)),
      closeWithinMs,
    )
  })
  try {
    await Promise.race([leg.connection.closed, late])
  } finally {
    clearTimeout(timer)
  }
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

export const heardBy = async ({ sent, heard }: Exchange): Promise<number> => Math.round((await correlation(sent, heard)) * 10_000) / 10_000
