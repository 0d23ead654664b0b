import type { FlowDocument } from '../document/schema.js'
import { passingWay } from './passing-way.js'
import { waysOut, type FlowNode } from './schemas.js'

/** Left out of the flow for the time being; the start of a flow never is. */
export const isDisabled = ({ kind, disabled }: FlowNode): boolean => disabled === true && kind !== 'start'

type Json = Readonly<Record<string, unknown>> | readonly unknown[]

/** The same with another value at a path, which exists; `undefined` takes a field away. */
function replacedAt(value: Json, [step, ...rest]: readonly (string | number)[], next: string | undefined): Json {
  const fields = value as Readonly<Record<string | number, unknown>>
  const inner = rest.length === 0 || step === undefined ? next : replacedAt(fields[step] as Json, rest, next)
  if (Array.isArray(value)) return value.map((item: unknown, index) => (index === step ? inner : item))
  const { [step ?? '']: _old, ...others } = fields
  return inner === undefined || step === undefined ? others : { ...others, [step]: inner }
}

type Past = (to: string) => string

/** Leads the ways of a node past those that are left out. */
const ledPast = (node: FlowNode, past: Past): FlowNode =>
  waysOut(node).reduce((result, { path, to }) => (to === undefined || past(to) === to ? result : (replacedAt(result as unknown as Json, path, past(to)) as unknown as FlowNode)), node)

function globalsLedPast(document: FlowDocument, past: Past): FlowDocument {
  const lead = <Leading extends { readonly to?: string | undefined }>(leading: Leading): Leading => (leading.to === undefined ? leading : { ...leading, to: past(leading.to) })
  const keyIntents = Object.fromEntries(Object.entries(document.keyIntents).map(([name, intent]) => [name, intent !== undefined && 'to' in intent ? lead(intent) : intent])) as FlowDocument['keyIntents']
  const { onHangup } = document
  return { ...document, keyIntents, auxiliary: document.auxiliary.map(lead), ...(onHangup !== undefined && { onHangup: past(onHangup) }) }
}

/** Follows main ways from a node that is left out to one that is not; stops where there is none, or where it would go round. */
function pastDisabled(nodes: readonly FlowNode[]): Past {
  const out = new Map(nodes.filter(isDisabled).map((node) => [node.id, node]))
  return (to) => {
    const seen = new Set<string>()
    let at = to
    for (let node = out.get(at); node !== undefined && !seen.has(at); node = out.get(at)) {
      seen.add(at)
      const next = passingWay(node.kind, waysOut(node))?.to
      if (next === undefined) return at
      at = next
    }
    return at
  }
}

const withoutMark = (node: FlowNode): FlowNode => {
  if (!Object.hasOwn(node, 'disabled')) return node
  const { disabled: _left, ...rest } = node
  return rest
}

const known = new WeakMap<FlowDocument, FlowDocument>()

/**
 * The flow as a call goes through it: nodes that are disabled are gone, and what led to them goes on where their main way leads. One that has
 * none, and that something leads to, stays and stays disabled: nobody could tell where the call should go on. The very same document where
 * nothing is disabled.
 */
export function withoutDisabled(document: FlowDocument): FlowDocument {
  if (!document.nodes.some((node) => Object.hasOwn(node, 'disabled'))) return document
  const found = known.get(document)
  if (found !== undefined) return found
  const past = pastDisabled(document.nodes)
  const led = globalsLedPast(document, past)
  const kept = document.nodes.filter((node) => !isDisabled(node)).map((node) => withoutMark(ledPast(node, past)))
  const targets = new Set([
    ...kept.flatMap((node) => waysOut(node).flatMap(({ to }) => to ?? [])),
    ...Object.values(led.keyIntents).flatMap((intent) => (intent !== undefined && 'to' in intent ? (intent.to ?? []) : [])),
    ...led.auxiliary.flatMap(({ to }) => to ?? []),
    ...(led.onHangup === undefined ? [] : [led.onHangup]),
  ])
  const stuck = document.nodes.filter((node) => isDisabled(node) && targets.has(node.id))
  const result = { ...led, nodes: [...kept, ...stuck] }
  known.set(document, result)
  known.set(result, result)
  return result
}
