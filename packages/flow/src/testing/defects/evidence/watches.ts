import { contextOf, isEnding, type Passage, type TurnStart } from '../call-point.js'
import { nodeOf, type Watch } from './search.js'

const turnsOf = ({ effects }: Passage): TurnStart[] => effects.filter((effect): effect is TurnStart => effect.type === 'turn.start')
const hangsUp = ({ effects }: Passage): boolean => effects.some(({ type }) => type === 'call.hang-up')

/** A call enters the node and waits there. */
export const comesTo = (node: string): Watch => ({ begin: '', next: (_, { to }) => (nodeOf(to) === node && to.snapshot.status === 'active' ? true : '') })

export const enters = (node: string): Watch => ({
  begin: '',
  next: (_, { effects }) => (effects.some((effect) => effect.type === 'node.entered' && effect.nodeId === node) ? true : ''),
})

export const failsWith = (code: string): Watch => ({
  begin: '',
  next: (_, { effects }) => (effects.some((effect) => effect.type === 'flow.failed' && effect.code === code) ? true : ''),
})

const saysYes = ({ event }: Passage): boolean =>
  (event.type === 'utterance.understood' && event.intent === 'affirm') || (event.type === 'digits.entered' && event.digits === '1')

/** The recording begins though the caller never said yes to the question. */
export const recordsWithoutYes = (question: string): Watch => ({
  begin: 'no',
  next: (memory, passage) => {
    const said = memory === 'yes' || (nodeOf(passage.from) === question && saysYes(passage)) ? 'yes' : 'no'
    return said === 'no' && passage.effects.some((effect) => effect.type === 'recording.set' && effect.action === 'start') ? true : said
  },
})

type Recording = 'off' | 'on' | 'paused'

const recordingAfter = (before: Recording, action: 'start' | 'pause' | 'resume' | 'stop'): Recording => {
  switch (action) {
    case 'start':
      return 'on'
    case 'stop':
      return 'off'
    case 'pause':
      return before === 'on' ? 'paused' : before
    case 'resume':
      return before === 'paused' ? 'on' : before
  }
}

/** Something that nobody may hear is asked for while the call is recorded. */
export const recordsSensitive = (): Watch => ({
  begin: 'off',
  next: (memory, { effects }) => {
    let recording = memory as Recording
    for (const effect of effects) {
      if (effect.type === 'recording.set') recording = recordingAfter(recording, effect.action)
      if (effect.type === 'turn.start' && effect.listen !== undefined && effect.sensitive && recording === 'on') return true
    }
    return recording
  },
})

/** Something is asked before any of the nodes was entered. */
export const asksBefore = (nodes: readonly string[]): Watch => ({
  begin: 'before',
  next: (memory, { effects }) => {
    let now = memory
    for (const effect of effects) {
      if (effect.type === 'node.entered' && nodes.includes(effect.nodeId)) now = 'after'
      if (effect.type === 'turn.start' && effect.listen !== undefined && now === 'before') return true
    }
    return now
  },
})

/** A node is entered before another one was. */
export const entersBefore = (node: string, other: string): Watch => ({
  begin: 'before',
  next: (memory, { effects }) => {
    let now = memory
    for (const effect of effects) {
      if (effect.type === 'node.entered' && effect.nodeId === other) now = 'after'
      if (effect.type === 'node.entered' && effect.nodeId === node && now === 'before') return true
    }
    return now
  },
})

const asksNoMore = ({ event }: Passage): boolean => event.type === 'key-intent.heard' && event.keyIntent === 'doNotCall'

/** Whoever wants no more calls is asked something else. */
export const asksAfterOptOut = (): Watch => ({
  begin: '',
  next: (memory, passage) => {
    const out = memory === 'out' || asksNoMore(passage)
    return out && turnsOf(passage).some(({ listen }) => listen !== undefined) ? true : out ? 'out' : ''
  },
})

/** Whoever wants no more calls hears more than one prompt. */
export const saysMoreAfterOptOut = (): Watch => ({
  begin: '',
  next: (memory, passage) => {
    if (memory === '' && !asksNoMore(passage)) return ''
    const said = Number(memory === '' ? 0 : memory) + turnsOf(passage).reduce((sum, { prompts }) => sum + prompts.length, 0)
    return said > 1 ? true : String(said)
  },
})

/** The key for no more calls leads to the end of the call, and the number is on no list. */
export const leavesUnlisted = (node: string): Watch => ({
  begin: '',
  next: (memory, passage) => {
    if (passage.event.type === 'key-intent.heard' || passage.effects.some(({ type }) => type === 'do-not-call.add')) return 'listed'
    if (memory === 'listed') return memory
    const out = memory === 'out' || (passage.event.type === 'digits.entered' && nodeOf(passage.to) === node)
    return out && hangsUp(passage) ? true : out ? 'out' : ''
  },
})

const ofCaller: ReadonlySet<string> = new Set(['utterance.understood', 'utterance.not-understood', 'utterance.ambiguous', 'value.understood', 'digits.entered', 'key-intent.heard', 'auxiliary.heard', 'no-input', 'turn.recorded'])

/** The call ends by the node with words that could be cut, or without a word since the caller's last one. */
export const cutsGoodbye = (node: string): Watch => ({
  begin: 'none',
  next: (memory, { event, effects, to }) => {
    let said = ofCaller.has(event.type) ? 'none' : memory
    for (const effect of effects) {
      if (effect.type === 'turn.start') said = effect.listen !== undefined || effect.prompts.length === 0 ? 'none' : effect.prompts.some(({ interruptible }) => interruptible) ? 'cut' : 'full'
      if (effect.type === 'call.hang-up' && nodeOf(to) === node && said !== 'full') return true
    }
    return said
  },
})

/** Nobody takes the call, and the caller is put out of the line without being told. */
export const leavesUntold = (transfer: string): Watch => ({
  begin: '',
  next: (_, passage) => {
    const failed = passage.event.type.startsWith('transfer.') && passage.event.type !== 'transfer.ended' && nodeOf(passage.from) === transfer
    return failed && hangsUp(passage) && turnsOf(passage).length === 0 ? true : ''
  },
})

/** Something is said or asked when nobody is on the line. */
export const speaksAfterCall = (): Watch => ({
  begin: '',
  next: (_, passage) => (contextOf(passage.from).gone || passage.event.type === 'caller.hung-up') && turnsOf(passage).length > 0 ? true : '',
})

/** A text is spoken while the variable still holds what it held before the call. */
export const speaks = (pattern: RegExp, isUntouched: (passage: Passage) => boolean): Watch => ({
  begin: 'untouched',
  next: (_, passage) => {
    const said = passage.effects.flatMap((effect) => (effect.type === 'turn.start' || effect.type === 'turn.append' ? effect.prompts.map(({ text }) => text) : []))
    if (said.some((text) => pattern.test(text))) return true
    return isUntouched(passage) ? 'untouched' : 'set'
  },
})

export const endsWell: Watch = { begin: '', next: (_, passage) => (isEnding(passage) ? true : '') }
