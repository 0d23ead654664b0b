import type { Calendar } from './calendar/schema.js'
import type { SpeechAbilities } from './contract/speech-abilities.js'
import type { Faq } from './faq/schema.js'
import type { FlowDocument } from './document/schema.js'
import type { Rule } from './rules/schema.js'

/** What a flow document may name beside itself. */
export interface FlowResources {
  /** Flows by id: those that a sub-flow node runs. */
  readonly flows: ReadonlyMap<string, FlowDocument>
  /** Earlier versions by identity: those that a sub-flow node is pinned to. */
  readonly versions?: ReadonlyMap<string, FlowDocument>
  /** Calendars of opening hours by id. */
  readonly calendars?: ReadonlyMap<string, Calendar>
  /** Lists of questions and answers by id. */
  readonly faqs?: ReadonlyMap<string, Faq>
  /** What must hold in every call of the folder's flows. */
  readonly rules?: readonly Rule[]
  /** Whether the installation has a model that answers; absent: nothing is said about it. */
  readonly hasModel?: boolean
  /** `YYYY-MM-DD`; absent: nothing is said about what is over. */
  readonly today?: string
  /** Content addresses of the recordings that the installation has; absent: nothing is said about them. */
  readonly recordings?: ReadonlySet<string>
  /** What the installation's engines can hear and say; absent: nothing is said about it. */
  readonly speech?: SpeechAbilities
}

export const noResources: FlowResources = { flows: new Map() }
