import { normaliseExpression } from '../cel/normalise.js'
import { splitTemplate } from '../cel/template.js'
import type { FlowDocument } from '../document/schema.js'
import { canonicalJson } from '../identity/canonical.js'
import type { FlowNode } from '../nodes/schemas.js'
import { isBrought, variablesRead } from './filled.js'
import { standsIn } from './stands-in.js'

/** One of the two flows that are compared. Names of the newer one are those of the older, where only the name has changed. */
export interface DiffSide {
  readonly document: FlowDocument
  readonly byId: ReadonlyMap<string, FlowNode>
  variable(name: string): string
  /** Something depends on the variable, by its own name. */
  isRead(name: string): boolean
  intent(name: string): string
  /** The expression as the chart evaluates it, with its letters as they are; as it is written where it cannot be read. */
  expression(source: string): string
  /** A text as it is heard: its expressions normalised, runs of blanks as one. */
  readonly text: (source: string) => string
  /** A text as another system gets it: its expressions normalised, every blank in its place. */
  readonly sent: (source: string) => string
}

type Names = ReadonlyMap<string, string>

const sideOf = (document: FlowDocument, variables: Names, intents: Names, isMain: boolean): DiffSide => {
  const read = variablesRead(document)
  const variable = (name: string): string => variables.get(name) ?? name
  const expression = (source: string): string => {
    try {
      return normaliseExpression(source, variable).replace(/\\u([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    } catch {
      return source
    }
  }
  const sent = (source: string): string =>
    splitTemplate(source)
      .map((piece) => (typeof piece === 'string' ? piece : `{{ ${expression(piece.expression)} }}`))
      .join('')
  return {
    document,
    byId: new Map(document.nodes.map((node) => [node.id, node])),
    variable,
    isRead: (name) => !isMain || read.has(name),
    intent: (name) => intents.get(name) ?? name,
    expression,
    text: (source) => sent(source.replace(/\s+/g, ' ').trim()),
    sent,
  }
}

const namedIn = (part: unknown, name: string): boolean => standsIn(JSON.stringify(part ?? null), name)

/** Where a variable stands: two of the same type that stand at the same places are one with another name. */
const usesOf = (document: FlowDocument, name: string): string => {
  const { type, initial, sensitive } = document.variables[name] ?? {}
  const places = document.nodes.flatMap((node) => Object.entries(node).flatMap(([field, part]) => (namedIn(part, name) ? [`${node.id}.${field}`] : [])))
  return canonicalJson([type, initial, sensitive, places.sort()])
}

const soundOf = (document: FlowDocument, name: string): string => {
  const { phrases, keywords, patterns, slots } = document.intents[name] ?? {}
  return canonicalJson([phrases, keywords, patterns, slots])
}

/** Names of the newer flow that the older one lacks, each with that of the older one which is the same thing. */
const renamed = (older: readonly string[], newer: readonly string[], isOf: { readonly older: (name: string) => string; readonly newer: (name: string) => string }): Names => {
  const lost = new Map(older.filter((name) => !newer.includes(name)).map((name) => [isOf.older(name), name]))
  return new Map(
    newer
      .filter((name) => !older.includes(name))
      .flatMap((name) => {
        const before = lost.get(isOf.newer(name))
        return before === undefined ? [] : [[name, before] as const]
      }),
  )
}

/**
 * @param isMain a call may bring variables of its main flow along, by their names; those of a sub-flow are read by the flow that runs it
 * @returns the older side and the newer one
 */
export const sidesOf = (older: FlowDocument, newer: FlowDocument, isMain: boolean): readonly [DiffSide, DiffSide] => {
  const known = (document: FlowDocument): string[] => Object.keys(document.variables).filter((name) => !isMain || !isBrought(document, name))
  const variables = renamed(known(older), known(newer), {
    older: (name) => usesOf(older, name), newer: (name) => usesOf(newer, name),
  })
  const intents = renamed(Object.keys(older.intents), Object.keys(newer.intents), {
    older: (name) => soundOf(older, name), newer: (name) => soundOf(newer, name),
  })
  return [sideOf(older, new Map(), new Map(), isMain), sideOf(newer, variables, intents, isMain)]
}
