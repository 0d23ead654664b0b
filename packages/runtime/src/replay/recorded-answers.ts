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

/** Whether the recording has an answer, waited for one to the end too, or never asked. */
export type ClaimedAnswer = Recorded<RequestAnswer> | 'never-came' | 'never-asked'

/** What others answered in a recorded call: each answer of a request is given once, whenever another version asks for it. */
export class RecordedAnswers {
  private readonly requests: (Recorded<RequestAnswer> & { readonly place: RequestPlace })[] = []
  private readonly hours: (Recorded<HoursAnswer> & { readonly calendar: string })[] = []

  private readonly unanswered: RequestPlace[]

  constructor({ entries }: RecordedCall, { occasions, asked }: RecordedRun) {
    for (const entry of entries) {
      if (entry.kind !== 'event') continue
      const { body: event, sequence } = entry
      const { request, calendar } = occasions.get(sequence) ?? {}
      if ('requestId' in event && request !== undefined) this.requests.push({ sequence, event, place: request })
      if ('checkId' in event && calendar !== undefined) this.hours.push({ sequence, event, calendar })
    }
    const answered = new Set(this.requests.map(({ event }) => event.requestId))
    this.unanswered = [...asked.requests].filter(([requestId]) => !answered.has(requestId)).map(([, place]) => place)
  }

  /** The next answer of the same node, else of the same address; nobody else gets it. */
  claimRequest(place: RequestPlace): ClaimedAnswer {
    const found = this.requests[placeIn(this.requests.map((each) => each.place), place)]
    if (found === undefined) return placeIn(this.unanswered, place) < 0 ? 'never-asked' : 'never-came'
    this.requests.splice(this.requests.indexOf(found), 1)
    return found
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

/** Of the same node, else of the same address. */
function placeIn(places: readonly RequestPlace[], { nodeId, method, url }: RequestPlace): number {
  const sameNode = places.findIndex((place) => place.nodeId === nodeId)
  return sameNode >= 0 ? sameNode : places.findIndex((place) => place.method === method && place.url === url)
}
