import type { MediaCommand, NumberedCommand } from '@callchart/protocol'
import type { RuntimeError } from '../errors.js'

/** First message to a bridge whose stream is taken. */
export interface Acceptance {
  readonly callId: string
  readonly epoch: number
  /** Facts up to here are in the journal. */
  readonly lastFactNumber: number
  /** 0 is no limit. */
  readonly maxCallMs: number
}

/** One stream to the bridge that holds the call's media. */
export interface MediaLink {
  /** False: the bridge has left, or the stream was ended. */
  readonly isOpen: boolean
  accept(acceptance: Acceptance): void
  send(command: NumberedCommand): void
  /** Every fact up to this number is in the journal. */
  ack(factNumber: number): void
  /** Ends the stream; with a code where something is wrong. */
  end(error?: RuntimeError): void
}

export interface Outbox {
  /** Numbers a command and sends it, now or when a bridge is attached again. */
  command(command: MediaCommand): void
  /** As `command`, where commands are not held back. */
  want(command: MediaCommand): void
  /** Another bot leg is about to come: what is wanted waits, and what came of it begins anew there. */
  hold(): void
  /** None has come: what waits is sent after all. */
  release(): void
  ack(factNumber: number): void
  /**
   * Sends again what came after the last command that the bridge carried out.
   * @param knownEpoch of that command: where it is older none of ours has reached the bridge, which may have carried out further ones of another runtime
   * since the call was taken over; 0: it does not say
   */
  attach(link: MediaLink, lastCommandNumber: number, knownEpoch?: number): void
  /** False: it was not the link in use. */
  detach(link: MediaLink): boolean
  readonly attached: boolean
  /** Another bot leg: commands are counted from 1 again, and those of the old one are no matter of it. */
  renew(error: RuntimeError): void
  end(error?: RuntimeError): void
}

/** Far more than a bridge has under way: older ones were carried out long ago. */
const keptCount = 500

/** @param lastNumber the last command that the bridge carried out for an earlier runtime of this call */
export function createOutbox(epoch: number, lastNumber: number): Outbox {
  let number = lastNumber
  let kept: NumberedCommand[] = []
  let link: MediaLink | undefined
  let waiting: MediaCommand[] | undefined
  const command = (wanted: MediaCommand): void => {
    number += 1
    const numbered = { number, epoch, command: wanted }
    kept.push(numbered)
    if (kept.length > keptCount) kept = kept.slice(-keptCount)
    link?.send(numbered)
  }
  return {
    command,
    want(wanted) {
      if (waiting === undefined) command(wanted)
      else waiting.push(wanted)
    },
    hold() {
      waiting ??= []
    },
    release() {
      const wanted = waiting ?? []
      waiting = undefined
      wanted.forEach(command)
    },
    ack(factNumber) {
      link?.ack(factNumber)
    },
    attach(next, lastCommandNumber, knownEpoch = epoch) {
      link?.end()
      link = next
      if (knownEpoch > 0 && knownEpoch < epoch) {
        kept = kept.map((each, index) => ({ ...each, number: lastCommandNumber + 1 + index }))
        number = lastCommandNumber + kept.length
      }
      kept = kept.filter((each) => each.number > lastCommandNumber)
      for (const each of kept) next.send(each)
    },
    detach(closed) {
      if (link !== closed) return false
      link = undefined
      return true
    },
    get attached() {
      return link !== undefined
    },
    renew(error) {
      const ended = link
      link = undefined
      number = 0
      kept = []
      waiting = undefined
      ended?.end(error)
    },
    end(error) {
      const ended = link
      link = undefined
      ended?.end(error)
    },
  }
}
