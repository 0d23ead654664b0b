import { setTimeout as pause } from 'node:timers/promises'
import { ApiClient, openCallLeg, takeSeat, type LegClock, type Seat } from '@callchart/cli'

const ringMs = 1_500
const talkMs = 4_000
const againMs = 200
const followWithinMs = 8_000
/** Close code of a leg that somebody ended. */
const hungUp = 1_000

/** Humans in the queue "desk", who take another seat where the app of theirs is gone. */
export class Desk {
  /** Calls that ring at somebody. */
  readonly ringing = new Set<string>()
  /** Calls that somebody speaks to. */
  readonly joined = new Set<string>()
  /** From a bridge that was gone to the caller again, of each human whom that befell. */
  readonly backMs: number[] = []
  /** Calls whose human was not brought back to them. */
  readonly left: string[] = []
  /** By the address of the app that they sit at. */
  private readonly seated = new Map<string, number>()
  private isOpen = true
  private readonly closing: Promise<undefined>
  private readonly leaves: () => void
  private readonly people: Promise<void>[] = []

  constructor(
    private readonly urls: () => readonly string[],
    private readonly clock: LegClock,
  ) {
    let leaves: () => void = () => undefined
    this.closing = new Promise((resolve) => (leaves = () => resolve(undefined)))
    this.leaves = leaves
  }

  open(people: number): void {
    for (let index = 0; index < people; index += 1) this.people.push(this.work(index))
  }

  async close(): Promise<void> {
    this.isOpen = false
    this.leaves()
    await Promise.all(this.people)
  }

  private async work(index: number): Promise<void> {
    while (this.isOpen) {
      const [url] = [...this.urls()].sort((one, other) => this.peopleAt(one) - this.peopleAt(other))
      if (url === undefined) await pause(againMs)
      else await this.workAt(url, `Anna ${index}`)
    }
  }

  /** Whoever is on the way there counts: they would all go to the same one. */
  private async workAt(url: string, name: string): Promise<void> {
    this.seated.set(url, this.peopleAt(url) + 1)
    const seat = await takeSeat(new ApiClient(url), 'desk', name).catch(() => undefined)
    if (seat === undefined) await pause(againMs)
    else await this.sit(seat)
    this.seated.set(url, this.peopleAt(url) - 1)
  }

  private peopleAt(url: string): number {
    return this.seated.get(url) ?? 0
  }

  /** Until the desk is closed, or the seat breaks. */
  private async sit(seat: Seat): Promise<void> {
    const nextOffer = () => seat.next('offered').catch(() => null)
    for (let offered = nextOffer(); this.isOpen; ) {
      const offer = await Promise.race([offered, this.closing])
      if (offer === null || offer === undefined) break
      if (!(await this.answer(seat, offer.callId, offer.offerId).catch(() => false))) break
      offered = nextOffer()
    }
    seat.close()
  }

  /** @returns whether the seat is as it was */
  private async answer(seat: Seat, callId: string, offerId: string): Promise<boolean> {
    this.ringing.add(callId)
    await pause(ringMs)
    this.ringing.delete(callId)
    seat.send({ type: 'accept', offerId })
    const answer = await seat.next('accepted', 'withdrawn', 'error')
    return answer.type === 'accepted' && this.talk(seat, callId, answer.mediaUrl)
  }

  /** Follows the caller from bridge to bridge. @returns whether the seat is as it was */
  private async talk(seat: Seat, callId: string, mediaUrl: string): Promise<boolean> {
    let brokenAtMs: number | undefined
    for (let url: string | undefined = mediaUrl; url !== undefined; url = await nextBridge(seat, callId)) {
      const end = await this.onTheLine(seat, callId, url, brokenAtMs)
      if (end !== 'broken') return end === 'over'
      brokenAtMs = Date.now()
    }
    this.left.push(callId)
    return false
  }

  private async onTheLine(seat: Seat, callId: string, mediaUrl: string, brokenAtMs: number | undefined): Promise<'over' | 'refused' | 'broken'> {
    const leg = await openCallLeg({ mediaUrl, channelId: `agent-${callId.slice(0, 20)}`, variables: {}, telephone: {}, clock: this.clock, onIgnored: () => undefined }).catch(() => undefined)
    if (leg === undefined) return 'broken'
    try {
      // Who has lost their seat talks on: the media are at the bridge. A seat whose talk did not come about is left: what it still tells is of that one.
      const code = await Promise.race([seat.next('joined').catch(() => undefined), leg.connection.closed])
      if (typeof code === 'number') return code === hungUp ? 'refused' : 'broken'
      this.joined.add(callId)
      if (brokenAtMs !== undefined) this.backMs.push(Date.now() - brokenAtMs)
      const end = await Promise.race([pause(talkMs), leg.connection.closed])
      return typeof end === 'number' && end !== hungUp ? 'broken' : 'over'
    } finally {
      this.joined.delete(callId)
      await leg.end()
    }
  }
}

/** Where the caller has gone, as the seat is told. */
async function nextBridge(seat: Seat, callId: string): Promise<string | undefined> {
  for (;;) {
    const told = await Promise.race([seat.next('accepted', 'ended', 'withdrawn').catch(() => undefined), pause(followWithinMs)])
    if (told === undefined || told.type === 'withdrawn') return undefined
    if (told.callId !== callId) continue
    return told.type === 'accepted' ? told.mediaUrl : undefined
  }
}
