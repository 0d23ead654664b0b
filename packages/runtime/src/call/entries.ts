import type { CallEffectType, CallEvent } from '@callchart/flow'
import type { Interpretation, MediaFact } from '@callchart/protocol'
import type { JournalEntry } from '../store/journal.js'
import { asStored, type Json } from '../store/json.js'
import type { SwitchFact } from '../switch/switch-port.js'
import type { Beginning } from './call-recording.js'
import type { ForwardBody, KeepUtterance } from './state.js'

export interface FactBody {
  /** The bridge's number; 0 is a fact that the runtime states itself when the bridge is gone. */
  readonly number: number
  /** Milliseconds on the call's sample clock, which goes on from one bot leg to the next. */
  readonly atMs: number
  readonly fact: MediaFact
}

/** What the runtime itself states of the recording of a line by its switch. */
export type LineRecordingFact =
  /** The switch is asked for it next. */
  | { readonly type: 'recording.asked'; readonly recordingId: string }
  | ({ readonly type: 'recording.started'; readonly recordingId: string } & Beginning)
  | { readonly type: 'recording.failed'; readonly recordingId: string; readonly cause: string }

/** What a switch tells of the caller's line; that no bot leg can be had is stated by the runtime. */
export type LineFact = Exclude<SwitchFact, { type: 'line.found' }> | LineRecordingFact | { readonly type: 'media.unavailable' }

export interface LineBody {
  readonly fact: LineFact
  /** Counted by whoever has the line; absent: the runtime states the fact itself. */
  readonly number?: number
}

/** The caller gets another bot leg: from here on facts are numbered anew, and open turns are started again. */
export interface LegBeganBody {
  readonly leg: number
  /** Where the leg's sample clock begins on that of the call, in milliseconds. */
  readonly fromMs: number
}

export interface InterpretationBody {
  readonly turnId: string
  readonly interpretation: Interpretation
  /** Nothing fitted, and it may be kept for review. */
  readonly keep?: true
}

/** An effect of the chart, or of the runtime itself. */
export type JournaledEffectType = CallEffectType | KeepUtterance['type'] | 'handover.push'

/** A human whom a transfer has sent for. `isSent`: the switch takes the caller there by itself, without a bot leg. */
export interface LegBody {
  readonly legId: string
  readonly agentId: string
  readonly at?: 'switch'
  readonly isOutside?: true
  readonly isSent?: true
}

/** An effect is about to leave the system. `leg` tells which human a transfer has sent for, `forward` where a human sends the caller on to. */
export interface DispatchedBody {
  readonly index: number
  readonly type: JournaledEffectType
  readonly leg?: LegBody
  readonly forward?: ForwardBody
}

export interface SettledBody {
  readonly index: number
  readonly type: JournaledEffectType
  readonly outcome: string
  /** The flow with which the call goes on, pinned. */
  readonly next?: { readonly flow: string; readonly version: string }
}

/** An event before it gets its time. */
type Untimed<Event> = Event extends unknown ? Omit<Event, 'at'> : never
export type NewEvent = Untimed<CallEvent>

interface EntryBodies {
  readonly fact: FactBody
  readonly interpretation: InterpretationBody
  readonly event: CallEvent
  readonly line: LineBody
  readonly 'leg.began': LegBeganBody
  readonly 'effect.dispatched': DispatchedBody
  readonly 'effect.settled': SettledBody
}

type Noted<Bodies> = {
  readonly [Kind in keyof Bodies]: { readonly kind: Kind; readonly step?: number; readonly body: Bodies[Kind] }
}[keyof Bodies]

/** What a call adds to its journal; number and time are given when it is written. */
export type CallNote = Noted<Omit<EntryBodies, 'event'> & { readonly event: NewEvent }>

export type CallEntry = Noted<EntryBodies> & {
  readonly sequence: number
  readonly at: number
  /** Of an event: `effectsHash` of what its step wanted done; absent where an earlier release wrote it. */
  readonly effectsHash?: string
}

/** An event is told to the chart as the journal gives it back. @param sequence its place in the journal @param at milliseconds since the epoch */
export function entryOf(note: CallNote, sequence: number, at: number): CallEntry {
  const timed = note.kind === 'event' ? { ...note, body: asStored({ ...note.body, at }) } : note
  return { ...timed, sequence, at }
}

/** Bodies are plain JSON by construction. */
export const toJournalEntry = (entry: CallEntry): JournalEntry => ({ ...entry, body: entry.body as unknown as Json })

/** Everything in a call's journal was written by `toJournalEntry`. */
export const fromJournalEntry = (entry: JournalEntry): CallEntry => entry as unknown as CallEntry

/** Versions that the fold of these entries needs beside the first one. */
export const versionsIn = (entries: readonly CallEntry[]): string[] =>
  entries.flatMap((entry) => (entry.kind === 'effect.settled' && entry.body.next !== undefined ? [entry.body.next.version] : []))
