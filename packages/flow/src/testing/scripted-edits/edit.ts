import type { SimulatedAnswer, SimulatedKnowledge } from '../../simulate/simulated-call.js'
import type { CallAttributes } from '../../contract/events.js'
import type { Edit } from './json-edit.js'

export type EditedFlow = 'front-desk' | 'it-helpdesk' | 'card-services' | 'appointment-reminder' | 'satisfaction-survey' | 'every-kind'

/** What somebody does in a scripted call; `says` is the id of an intent or key intent, other words fit nothing. */
export type ScriptedDeed =
  | { readonly says: string; readonly slots?: Readonly<Record<string, string | number>> }
  | { readonly gives: string | number }
  | { readonly mayMean: readonly [string, string] }
  | { readonly presses: string }
  | { readonly waitsMs: number }
  | { readonly does: 'staysSilent' | 'hangsUp' | 'agentAnswers' | 'agentLeaves' | 'agentIsBusy' | 'nobodyAnswers' | 'waitsInQueue' }
  | { readonly leavesMessageMs: number }

export interface ScriptedConversation {
  readonly deeds: readonly ScriptedDeed[]
  readonly call?: Partial<CallAttributes>
  /** Answers by a part of the address; what is not named succeeds with everything that the flows read. */
  readonly http?: Readonly<Record<string, SimulatedAnswer>>
  readonly knowledge?: SimulatedKnowledge
  /** Absent: a Monday at ten in New York, at which every example is open. */
  readonly startsAt?: string
}

interface EditBase {
  /** A present-tense fact of the newer version. */
  readonly name: string
  readonly flow: EditedFlow
  /** A file beside the flow, in which the edit is made; absent: the flow itself. */
  readonly within?: { readonly type: 'flow' | 'faq'; readonly id: string }
  /** Holds for both versions. */
  readonly given?: Edit
  readonly edit: Edit
}

export interface BehaviouralEdit extends EditBase {
  readonly behavioural: true
  /** A conversation in which it shows; or what the call can hear and what its records hold, where only that differs. */
  readonly shown: ScriptedConversation | 'manifest'
  /** The node, or the part of the document, that should be named. */
  readonly noticedAt?: string
}

export interface CosmeticEdit extends EditBase {
  readonly behavioural: false
  /** A node at which it would show: random calls must come there. */
  readonly doneAt?: string
  /** Names of the newer version -> those of the older. */
  readonly renamed?: Readonly<Record<string, string>>
}

export type ScriptedEdit = BehaviouralEdit | CosmeticEdit
