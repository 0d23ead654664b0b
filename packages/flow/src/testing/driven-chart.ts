import type { KeyIntent } from '@callchart/protocol'
import type { CallEffect, CallEffectType } from '../contract/effects.js'
import type { CallAttributes, CallEvent, VariableValue } from '../contract/events.js'
import { compileFlow } from '../compile/compile-flow.js'
import { parseFlow } from '../document/parse.js'
import type { FlowDocument, FlowDocumentInput } from '../document/schema.js'
import type { FlowResources } from '../resources.js'
import { createFlowMachine } from '../step/machine.js'
import { startSnapshot, statePath, step, variablesOf } from '../step/step.js'

export type NodeInput = FlowDocumentInput['nodes'][number]
export type EventInput = CallEvent extends infer Event ? (Event extends CallEvent ? Omit<Event, 'at'> : never) : never

/** A document of these nodes; a start node that leads to the first one, and a goodbye, are added. */
export const flowOf = (nodes: readonly NodeInput[], { settings, ...rest }: Partial<FlowDocumentInput> = {}): FlowDocument => {
  const parsed = parseFlow({
    schemaVersion: 1,
    id: 'tested',
    name: 'Tested',
    languages: ['en-US'],
    nodes: [
      { id: 'start', kind: 'start', name: 'Start', next: nodes[0]?.id ?? 'goodbye' },
      ...nodes,
      { id: 'goodbye', kind: 'hangup', name: 'Goodbye', prompt: say('Goodbye.') },
    ],
    // A call without a longest time has no timer but those of its nodes.
    settings: { maxCallMs: 0, ...settings },
    ...rest,
  })
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems))
  return parsed.document
}

export const say = (...texts: string[]): Record<string, string[]> => ({ 'en-US': texts })

type EffectOf<Type extends CallEffectType> = Extract<CallEffect, { type: Type }>

/** A call driven by events; ids of what runs are filled in, and what came out last is at hand. */
export class DrivenChart {
  readonly machine
  snapshot
  effects: readonly CallEffect[] = []
  private at = 0

  constructor(document: FlowDocument, resources?: FlowResources) {
    this.machine = createFlowMachine(compileFlow(document, resources))
    this.snapshot = startSnapshot(this.machine)
  }

  take(event: EventInput): this {
    const result = step(this.machine, this.snapshot, { ...event, at: (this.at += 100) })
    this.snapshot = result.snapshot
    this.effects = result.effects
    return this
  }

  start(variables: Record<string, VariableValue> = {}, attributes: Partial<CallAttributes> = {}): this {
    return this.take({
      type: 'call.started',
      call: { callId: 'call-1', direction: 'inbound', ani: '+15550123', dnis: '+15550100', variables, ...attributes },
    })
  }

  private get turnId(): string {
    return this.id('turnId')
  }

  id(name: 'turnId' | 'requestId' | 'timerId' | 'transferId' | 'checkId' | 'questionId'): string {
    return String((this.snapshot as unknown as { context: Record<string, unknown> }).context[name])
  }

  says(intent: string, text = intent): this {
    return this.take({ type: 'utterance.understood', turnId: this.turnId, text, intent, confidence: 0.9, slots: {} })
  }

  /** Either of two intents may be meant. */
  mayMean(intents: readonly [string, string], text = intents.join(' or '), slotsByIntent: Record<string, Record<string, string | number>> = {}): this {
    return this.take({ type: 'utterance.ambiguous', turnId: this.turnId, text, intents, confidence: 0.4, slotsByIntent })
  }

  mumbles(text = 'something else'): this {
    return this.take({ type: 'utterance.not-understood', turnId: this.turnId, text })
  }

  wants(keyIntent: KeyIntent): this {
    return this.take({ type: 'key-intent.heard', turnId: this.turnId, text: 'agent', keyIntent, confidence: 0.9 })
  }

  /** A global question. */
  asks(intent: string): this {
    return this.take({ type: 'auxiliary.heard', turnId: this.turnId, text: intent, intent, confidence: 0.9 })
  }

  hangsUp(): this {
    return this.take({ type: 'caller.hung-up', cause: 'normal' })
  }

  passes(ms: number): this {
    this.at += ms
    return this
  }

  gives(value: string | number | { amount: number; currency: string }): this {
    return this.take({ type: 'value.understood', turnId: this.turnId, text: 'value', value, confidence: 0.9 })
  }

  presses(digits: string): this {
    return this.take({ type: 'digits.entered', turnId: this.turnId, digits, endedBy: 'terminator' })
  }

  /** The next sentence of an answer. */
  speaks(text: string, index: number): this {
    return this.take({ type: 'knowledge.sentence', questionId: this.id('questionId'), index, text })
  }

  answers(entryId?: string): this {
    return this.take({ type: 'knowledge.answered', questionId: this.id('questionId'), source: entryId === undefined ? 'llm' : 'faq', ...(entryId === undefined ? {} : { entryId }) })
  }

  knowsNothing(cause = 'no-answer'): this {
    return this.take({ type: 'knowledge.failed', questionId: this.id('questionId'), cause })
  }

  elapses(): this {
    return this.take({ type: 'timer.elapsed', timerId: this.id('timerId') })
  }

  keepsSilent(): this {
    return this.take({ type: 'no-input', turnId: this.turnId })
  }

  hears(): this {
    return this.take({ type: 'turn.finished', turnId: this.turnId })
  }

  turnFails(): this {
    return this.take({ type: 'turn.failed', turnId: this.turnId, cause: 'engine' })
  }

  get path(): string {
    return statePath(this.snapshot).join('.')
  }

  get variables(): Record<string, VariableValue> {
    return variablesOf(this.snapshot)
  }

  effect<Type extends CallEffectType>(type: Type): EffectOf<Type> {
    const found = this.effects.filter((effect): effect is EffectOf<Type> => effect.type === type)
    if (found.length !== 1 || found[0] === undefined)
      throw new Error(`${found.length} effects "${type}" among ${this.effects.map((effect) => effect.type).join(', ')}`)
    return found[0]
  }

  /** Types of the last effects, in their order. */
  get done(): string[] {
    return this.effects.map((effect) => effect.type)
  }

  /** What was appended to the turn that runs. */
  get appended(): string[] {
    return this.effects.flatMap((effect) => (effect.type === 'turn.append' ? effect.prompts.map(({ text }) => text) : []))
  }

  /** How the turn that runs was closed, if it was. */
  get closed(): string | undefined {
    return this.effects.flatMap((effect) => (effect.type === 'turn.append' ? (effect.then ?? []) : []))[0]
  }

  get spoken(): string[] {
    return this.effect('turn.start').prompts.map(({ text }) => text)
  }
}
