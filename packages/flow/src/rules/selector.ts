import { z } from 'zod'
import { refusal } from '../document/fit-schema.js'
import { markSchema, tagSchema } from '../document/primitives.js'
import { nodeKinds } from '../nodes/kinds.js'
import { keyIntentNames } from '../compile/router.js'
import { effectSelectorSchema, type EffectSelector } from './effect-selector.js'

const nodeFields = {
  kind: z.enum(nodeKinds).optional().describe('At a node of this kind'),
  mark: markSchema.optional().describe('At a node with this mark'),
}

const eventFields = {
  way: z.string().min(1).max(60).optional().describe('A node is left by this way: next, noInput, failure, …, the intent of a branch, or the key of a choice'),
  keyIntent: z.enum(keyIntentNames).optional().describe('This key intent is heard, wherever the call is'),
  effect: effectSelectorSchema.optional().describe('The flow has this done'),
  tag: tagSchema.optional().describe('The call gets this tag'),
  speaks: z.literal(true).optional().describe('Something is said'),
  inFull: z.literal(true).optional().describe('Something is said that the caller cannot cut'),
  listens: z.literal(true).optional().describe('A question is asked, or a message taken'),
  sensitive: z.literal(true).optional().describe('What the caller says or types now is masked'),
  givesConsent: z.literal(true).optional().describe('A variable that holds a consent may become true'),
}

const stateFields = {
  direction: z.enum(['inbound', 'outbound']).optional().describe('In a call of this direction'),
  onTheLine: z.boolean().optional().describe('While the caller is on the line (true), or after the call (false)'),
}

export interface NodeSelector {
  readonly kind?: (typeof nodeKinds)[number] | undefined
  readonly mark?: string | undefined
  readonly any?: readonly NodeSelector[] | undefined
  readonly not?: NodeSelector | undefined
}

export interface Selector {
  readonly kind?: (typeof nodeKinds)[number] | undefined
  readonly mark?: string | undefined
  readonly way?: string | undefined
  readonly keyIntent?: (typeof keyIntentNames)[number] | undefined
  readonly effect?: EffectSelector | undefined
  readonly tag?: string | undefined
  readonly speaks?: true | undefined
  readonly inFull?: true | undefined
  readonly listens?: true | undefined
  readonly sensitive?: true | undefined
  readonly givesConsent?: true | undefined
  readonly direction?: 'inbound' | 'outbound' | undefined
  readonly onTheLine?: boolean | undefined
  readonly any?: readonly Selector[] | undefined
  readonly not?: Selector | undefined
}

const namesSomething = (selector: object): boolean => Object.keys(selector).length > 0
const nothingNamed = refusal('A selector names at least one thing', '选择条件至少要写一项')

/** Nodes by what they are; no time in it. */
export const nodeSelectorSchema: z.ZodType<NodeSelector> = z.lazy(() =>
  z
    .strictObject({ ...nodeFields, any: z.array(nodeSelectorSchema).min(1).max(20).optional(), not: nodeSelectorSchema.optional() })
    .refine(namesSomething, nothingNamed),
)

/** Something that happens in a call: all that stands in it holds at once; what names only nodes means that the call comes to one. */
export const selectorSchema: z.ZodType<Selector> = z.lazy(() =>
  z
    .strictObject({ ...nodeFields, ...eventFields, ...stateFields, any: z.array(selectorSchema).min(1).max(20).optional(), not: selectorSchema.optional() })
    .refine(namesSomething, nothingNamed),
)

/** Fields that say what happens, not where. */
export const eventFieldNames = Object.keys(eventFields) as readonly (keyof typeof eventFields)[]

/** A selector and all within it. */
export const selectorsIn = (selector: Selector): Selector[] => [
  selector,
  ...(selector.any ?? []).flatMap(selectorsIn),
  ...(selector.not === undefined ? [] : selectorsIn(selector.not)),
]
