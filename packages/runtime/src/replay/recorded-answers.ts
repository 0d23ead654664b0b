import type { CallEvent } from '@callchart/flow'
import type { RequestPlace } from './occasion.js'
import type { RecordedRun } from './recorded-run.js'
import type { RecordedCall } from './recorded-call.js'

export type RequestAnswer = Extract<CallEvent, { requestId: string }>
export type HoursAnswer = Extract<CallEvent, { checkId: string }>

/** An answer that a recorded call got, with its place in the journal. */
export interface Recorded<Answer> {
  readonly sequence: number
  readonly event: Answer
}

/** What others answered in a recorded call: each answer of a request is given once, whenever another version asks for it. */
export class RecordedAnswers {
  private readonly requests: (Recorded<RequestAnswer> & { readonly place: RequestPlace })[] = []
  private readonly hours: (Recorded<HoursAnswer> & { readonly calendar: string })[] = []

  constructor({ entries }: RecordedCall, { occasions }: RecordedRun) {
    for (const entry of entries) {
      if (entry.kind !== 'event') continue
      const { body: event, sequence } = entry
      const { request, calendar } = occasions.get(sequence) ?? {}
      if ('requestId' in event && request !== undefined) this.requests.push({ sequence, event, place: request })
      if ('checkId' in event && calendar !== undefined) this.hours.push({ sequence, event, calendar })
    }
  }

  /** The next answer of the same node, else of the same address; nobody else gets it. */
  claimRequest({ nodeId, method, url }: RequestPlace): Recorded<RequestAnswer> | undefined {
    const sameNode = this.requests.findIndex(({ place }) => place.nodeId === nodeId)
    const found = sameNode >= 0 ? sameNode : this.requests.findIndex(({ place }) => place.method === method && place.url === url)
    return found < 0 ? undefined : this.requests.splice(found, 1)[0]
  }

  /** The next answer of the calendar; the last one holds for what is asked after it. */
  claimHours(calendar: string): HoursAnswer | undefined {
    const found = this.hours.findIndex((answer) => answer.calendar === calendar)
    const answer = this.hours[found]
    const isLast = !this.hours.some((other, index) => index > found && other.calendar === calendar)
    if (answer !== undefined && !isLast) this.hours.splice(found, 1)
    return answer?.event
  }
}
