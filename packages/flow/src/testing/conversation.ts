import type { HangUpCause } from '@callchart/protocol'
import type { CallEffect, TransferEffect } from '../contract/effects.js'
import type { VariableValue } from '../contract/events.js'
import type { SimulatedLine } from '../simulate/simulation.js'
import type { ActedCall } from './acted-call.js'
import { accountOf } from './account.js'
import { ConversationError } from './conversation-error.js'
import { fits, fitsEffect, holds, type EffectPattern } from './pattern.js'
import { shown } from './shown.js'

/** How a call ended. */
export interface ExpectedEnd {
  /** Of the bot's own hang-up: `normal`, or what the flow says. */
  readonly cause?: string
  /** Who ended it first. */
  readonly by?: 'bot' | 'caller'
}

/** Where a caller waits in the queue, as the queue tells it. */
export interface QueuePlace {
  /** 1 is next. */
  readonly position: number
  readonly estimatedWaitMs: number
}

export interface VirtualClock {
  /** Timers and answers that fall due within these milliseconds come in their order. */
  advance(ms: number): Conversation
}

/**
 * A call on a flow that reads as a conversation: the caller and the human whom they reach act, and what is heard and done is expected.
 * Whatever happens, a deed or time that passes, begins a new stretch: prompts are expected in it, in the order in which they are said.
 * Every method gives the call back. A deed that cannot be done and an expectation that is not met throw a `ConversationError`.
 */
export class Conversation {
  readonly #call: ActedCall
  #since = 0
  #heard = 0

  constructor(call: ActedCall) {
    this.#call = call
  }

  /** Virtual time: it stands still but for this. */
  get clock(): VirtualClock {
    return {
      advance: (ms) => {
        if (!(ms >= 0)) this.#fail(`Time goes on by milliseconds, and not by ${ms}.`)
        return this.acts(() => this.#call.advance(ms))
      },
    }
  }

  says(words: string): this {
    return this.acts(() => this.#call.says(words))
  }

  /** Keys are taken by the question that waits for them, or kept for the next one. */
  presses(keys: string): this {
    if (this.#call.isHungUp) this.#fail(`The caller presses "${keys}", but the line is closed.`)
    return this.acts(() => this.#call.presses(keys))
  }

  staysSilent(): this {
    return this.acts(() => this.#call.staysSilent())
  }

  hangsUp(cause: HangUpCause = 'normal'): this {
    return this.acts(() => this.#call.hangsUp(cause))
  }

  /** Speaks for so many milliseconds after the tone. */
  leavesMessage(durationMs: number): this {
    return this.acts(() => this.#call.leavesMessage(durationMs))
  }

  /** The media path gives the question or the recording up. */
  turnFails(cause = 'no sound goes through'): this {
    return this.acts(() => this.#call.turnFails(cause))
  }

  /** Somebody else ends the call: the API or an operator. */
  endsFromOutside(cause = 'operator'): this {
    return this.acts(() => this.#call.endsFromOutside(cause))
  }

  queueAnnounces({ position, estimatedWaitMs }: QueuePlace): this {
    return this.acts(() => this.#call.waitsInQueue(position, estimatedWaitMs))
  }

  /** Nobody is there at this hour. */
  queueCloses(): this {
    return this.acts(() => this.#call.queueIsClosed())
  }

  /** More callers wait than the transfer allows. */
  queueIsFull(): this {
    return this.acts(() => this.#call.queueIsFull())
  }

  /** The telephone of a human rings. */
  agentRings(): this {
    return this.acts(() => this.#call.agentIsOffered())
  }

  agentAnswers(agentId = 'agent'): this {
    return this.acts(() => this.#call.agentAnswers(agentId))
  }

  agentBusy(): this {
    return this.acts(() => this.#call.agentIsBusy())
  }

  agentNoAnswer(): this {
    return this.acts(() => this.#call.nobodyAnswers())
  }

  agentDeclines(): this {
    return this.acts(() => this.#call.agentDeclines())
  }

  /** The human leaves; the caller stays on the line. */
  agentHangsUp(): this {
    return this.acts(() => this.#call.agentLeaves())
  }

  /** The caller's own side takes them there: the call is over for us. */
  callerIsReferred(): this {
    return this.acts(() => this.#call.isReferred())
  }

  /** The switch has found out who answered the call that we placed. */
  isAnsweredBy(who: 'human' | 'machine' | 'unknown'): this {
    return this.acts(() => this.#call.isAnsweredBy(who))
  }

  transferFails(cause = 'the line is down'): this {
    return this.acts(() => this.#call.transferFails(cause))
  }

  /** The next prompts hold these words; those in between are passed over, and each prompt meets one expectation. */
  expectPrompt(words: string | RegExp): this {
    const prompts = this.#prompts()
    const index = prompts.findIndex(({ text }, place) => place >= this.#heard && holds(text, words))
    if (index < 0) this.#fail(`Expected the bot to say ${shown(words)}, but ${this.#saidNow(prompts, words)}`)
    this.#heard = index + 1
    return this
  }

  /** Nothing was said since the last deed, or nothing with these words. */
  expectNoPrompt(words: string | RegExp = ''): this {
    const said = this.#prompts().find(({ text }) => holds(text, words))
    if (said !== undefined) this.#fail(`Expected the bot not to say ${words === '' ? 'anything' : shown(words)}, but it said ${shown(said.text)}.`)
    return this
  }

  /** The call waits in this node, or in this state of it: `card`, `card.confirming`; `identify.card` within a sub-flow, `ended` after the call. */
  expectIn(place: string): this {
    const { statePath } = this.#call
    const named = place.split('.')
    if (named.some((part, index) => part !== statePath[index])) this.#fail(`Expected the call to be in ${place}, but it is in ${statePath.join('.')}.`)
    return this
  }

  /** All nodes of the call so far in the order they were entered; those of a sub-flow as `site.node`. */
  expectPath(nodes: readonly string[]): this {
    const { path } = this.#call
    const parts = Math.max(nodes.length, path.length)
    const index = Array.from({ length: parts }).findIndex((_, place) => nodes[place] !== path[place])
    if (index >= 0) this.#fail(`Expected the path ${nodes.join(' > ')}, but ${partingOf(nodes[index], path[index], path[index - 1])}`)
    return this
  }

  /**
   * The flow did this at some time of the call: an effect of the type, with at least these fields. Texts may be regular expressions; of a transfer, what its target says stands beside the rest: `queue`, `extension`, `address`, `number`, `shows`.
   * `times`: so often, no more and no less.
   */
  expectEffect(effect: EffectPattern, { times }: { readonly times?: number } = {}): this {
    const count = this.#call.effects.filter((each) => fitsEffect(effect, each)).length
    if (times === undefined ? count === 0 : count !== times) this.#fail(this.#otherEffects(effect, times, count))
    return this
  }

  expectNoEffect(effect: EffectPattern): this {
    const found = this.#call.effects.find((each) => fitsEffect(effect, each))
    if (found !== undefined) this.#fail(`Expected no effect ${shown(effect)}, but there is ${shown(found)}.`)
    return this
  }

  expectTag(tag: string): this {
    if (!this.tags.includes(tag)) this.#fail(`Expected the call to be marked "${tag}", but it is marked ${this.tags.length === 0 ? 'with nothing' : shown(this.tags)}.`)
    return this
  }

  /** `value`: as in `expectEffect`, parts of it and regular expressions do. */
  expectVariable(name: string, value: unknown): this {
    const { variables } = this.#call
    if (!Object.hasOwn(variables, name)) this.#fail(`Expected the variable "${name}" to be ${shown(value)}, but the flow has no such variable: it has ${Object.keys(variables).join(', ')}.`)
    if (!fits(value, variables[name])) this.#fail(`Expected the variable "${name}" to be ${shown(value)}, but it is ${shown(variables[name])}.`)
    return this
  }

  /** The call is over, with everything that the flow does after it. */
  expectEnded({ cause, by }: ExpectedEnd = {}): this {
    const end = this.#end
    const wanted = `Expected the call to be over${by === undefined ? '' : `, ended by the ${by}`}${cause === undefined ? '' : ` with the cause "${cause}"`}`
    if (!this.#call.isOver) this.#fail(`${wanted}, but it is not.`)
    if (by !== undefined && by !== end.by) this.#fail(`${wanted}, but the ${end.by} ended it.`)
    if (cause !== undefined && cause !== end.cause) this.#fail(`${wanted}, but ${end.cause === undefined ? 'the caller hung up' : `its cause is "${end.cause}"`}.`)
    return this
  }

  /** Everything said so far. */
  get lines(): readonly SimulatedLine[] {
    return this.#call.lines
  }

  /** Where the call is: `card.asking`. */
  get place(): string {
    return this.#call.statePath.join('.')
  }

  get path(): readonly string[] {
    return this.#call.path
  }

  get effects(): readonly CallEffect[] {
    return this.#call.effects
  }

  get tags(): readonly string[] {
    return this.#call.effects.flatMap((effect) => (effect.type === 'call.tag' ? [effect.tag] : []))
  }

  get variables(): Readonly<Record<string, VariableValue>> {
    return this.#call.variables
  }

  /** The human that the call waits for or talks to. */
  get transfer(): TransferEffect | undefined {
    return this.#call.transfer
  }

  /** The call as a failure shows it: dialogue, path and place. */
  toString(): string {
    return accountOf(this.#call)
  }

  get #end(): { readonly by: 'bot' | 'caller'; readonly cause: string | undefined } {
    const hangUps = this.#call.effects.flatMap((effect) => (effect.type === 'call.hang-up' ? [effect.cause] : []))
    return { by: hangUps.length === 0 ? 'caller' : 'bot', cause: hangUps.at(-1) }
  }

  /** Does it: a new stretch begins. */
  protected acts(deed: () => void): this {
    this.#since = this.#call.lines.length
    this.#heard = 0
    try {
      deed()
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : String(error))
    }
    return this
  }

  /** What the bot said since the last deed. */
  #prompts(): readonly SimulatedLine[] {
    return this.#call.lines.slice(this.#since).filter(({ who }) => who === 'bot')
  }

  #saidNow(prompts: readonly SimulatedLine[], words: string | RegExp): string {
    const rest = prompts.slice(this.#heard)
    const met = prompts.slice(0, this.#heard).some(({ text }) => holds(text, words)) ? ' An earlier expectation was met by a prompt with these words.' : ''
    const earlier = this.#call.lines.slice(0, this.#since).some(({ who, text }) => who === 'bot' && holds(text, words)) ? ' It said so before the last deed.' : ''
    const said = rest.length === 0 ? `it said nothing${prompts.length === 0 ? ' since the last deed' : ' more'}.` : `it said: ${rest.map(({ text }) => shown(text)).join(', ')}.`
    return `${said}${met}${earlier}`
  }

  #otherEffects(effect: EffectPattern, times: number | undefined, count: number): string {
    const same = this.#call.effects.filter(({ type }) => type === effect.type)
    const found = same.length === 0 ? `none is of the type ${effect.type}` : `those of its type are ${same.map(shown).join(', ')}`
    return times === undefined ? `Expected the effect ${shown(effect)}, but ${found}.` : `Expected the effect ${shown(effect)} ${times} times, but it was there ${count} times: ${found}.`
  }

  #fail(message: string): never {
    throw new ConversationError(`${message}\n\n${accountOf(this.#call)}`)
  }
}

const partingOf = (wanted: string | undefined, taken: string | undefined, before: string | undefined): string => {
  const after = before === undefined ? 'at the beginning' : `after ${before}`
  if (taken === undefined) return `it ends ${after}, where ${wanted ?? ''} was expected.`
  return wanted === undefined ? `it goes on ${after} to ${taken}.` : `${after} it took ${taken} instead of ${wanted}.`
}
