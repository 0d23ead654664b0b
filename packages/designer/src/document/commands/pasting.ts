import { sameJson, type DraftDocument, type DraftNode, type DraftPosition, type JsonObject } from '@callchart/flow'
import type { Command } from '../command.js'
import { withNodeNames } from '../names.js'
import { withNodeTargets } from '../targets.js'
import { clipOf, type Clip } from './clip.js'
import { entriesOf } from './variables.js'

/** A command that adds nodes, and the ids that they get. */
export interface PasteCommand extends Command {
  readonly ids: readonly string[]
}

/** Gives out names that are free: the wish itself, or the wish with a number. */
function freeNames(taken: Iterable<string>, numbered: (wish: string, count: number) => string): (wish: string) => string {
  const used = new Set(taken)
  return (wish) => {
    let name = wish
    for (let count = 2; used.has(name); count += 1) name = numbered(wish, count)
    used.add(name)
    return name
  }
}

const mostIdCharacters = 60

/** `menu2` -> `menu3`, whatever number it had; never longer than an id may be. */
const numberedId = (wish: string, count: number): string => `${wish.replace(/\d+$/, '').slice(0, mostIdCharacters - 6)}${count}`
const numberedName = (wish: string, count: number): string => `${wish.replace(/ \d+$/, '').slice(0, 94)} ${count}`

/** Entries that the document has not, and the names they get: one that is there and says the same is shared. */
function newEntries(present: JsonObject, brought: JsonObject): { readonly added: JsonObject; readonly nameOf: (name: string) => string } {
  const free = freeNames(Object.keys(present), numberedId)
  const names = new Map<string, string>()
  const added: [string, JsonObject[string]][] = []
  for (const [name, entry] of Object.entries(brought)) {
    if (Object.hasOwn(present, name) && sameJson(present[name], entry)) continue
    const given = free(name)
    names.set(name, given)
    added.push([given, entry])
  }
  return { added: Object.fromEntries(added), nameOf: (name) => names.get(name) ?? name }
}

const staggerBy = 40

/** The clip's own arrangement, its upper left corner at the place; nodes that had none are staggered. */
function placesOf({ nodes, layout }: Clip, at: DraftPosition): DraftPosition[] {
  const known = Object.values(layout)
  const left = Math.min(...known.map(({ x }) => x))
  const top = Math.min(...known.map(({ y }) => y))
  return nodes.map(({ id }, index) => {
    const own = Object.hasOwn(layout, id) ? layout[id] : undefined
    return own === undefined ? { x: at.x + index * staggerBy, y: at.y + index * staggerBy } : { x: at.x + own.x - left, y: at.y + own.y - top }
  })
}

interface Brought {
  readonly nodes: readonly DraftNode[]
  readonly layout: { readonly [nodeId: string]: DraftPosition }
  readonly variables: JsonObject
  readonly intents: JsonObject
}

/** The clip's nodes as they fit into a document: fresh ids, ways among themselves kept, ways to others open. */
function fitted(clip: Clip, at: DraftPosition, document: DraftDocument): Brought {
  const freeId = freeNames([...document.nodes.map(({ id }) => id), 'idle', 'ended'], numberedId)
  const freeName = freeNames(document.nodes.map(({ name }) => name), numberedName)
  const variables = newEntries(entriesOf(document, 'variables'), clip.variables)
  const intents = newEntries(entriesOf(document, 'intents'), clip.intents)
  const ids = new Map(clip.nodes.map(({ id }) => [id, freeId(id)]))
  const nodes = clip.nodes.map((node): DraftNode => {
    const led = withNodeTargets(node, (to) => ids.get(to))
    const named = withNodeNames(led, { variable: variables.nameOf, intent: intents.nameOf })
    return { ...named, id: ids.get(node.id) ?? node.id, name: freeName(node.name) }
  })
  const places = placesOf(clip, at)
  return { nodes, layout: Object.fromEntries(nodes.map(({ id }, index) => [id, places[index] ?? at])), variables: variables.added, intents: intents.added }
}

function withBrought(document: DraftDocument, { nodes, layout, variables, intents }: Brought): DraftDocument {
  const taken = new Set(document.nodes.map(({ id }) => id))
  if (nodes.length === 0 || nodes.some(({ id }) => taken.has(id))) return document
  return {
    ...document,
    nodes: [...document.nodes, ...nodes],
    layout: { ...document.layout, ...layout },
    ...(Object.keys(variables).length > 0 && { variables: { ...entriesOf(document, 'variables'), ...variables } }),
    ...(Object.keys(intents).length > 0 && { intents: { ...entriesOf(document, 'intents'), ...intents } }),
  }
}

/**
 * Puts copied nodes into a document, with the variables and intents that they use: one of the same name that says the same is shared, one
 * that says something else gets a number.
 * @param at where the upper left corner of what is pasted comes to lie
 */
export function paste(clip: Clip, at: DraftPosition, document: DraftDocument): PasteCommand {
  const brought = fitted(clip, at, document)
  return { kind: 'paste', ids: brought.nodes.map(({ id }) => id), apply: (present) => withBrought(present, brought) }
}

const besideBy = 48

/** Copies nodes within their flow, a little beside the originals. */
export const duplicateNodes = (ids: Iterable<string>): Command => {
  const chosen = [...ids]
  return {
    kind: 'duplicateNodes',
    apply: (document) => {
      const clip = clipOf(document, chosen)
      const known = Object.values(clip.layout)
      const at = known.length === 0 ? { x: 0, y: 0 } : { x: Math.min(...known.map(({ x }) => x)) + besideBy, y: Math.min(...known.map(({ y }) => y)) + besideBy }
      return withBrought(document, fitted(clip, at, document))
    },
  }
}

/** Nodes that a command has added: what to select after it. */
export function addedNodes(before: DraftDocument, after: DraftDocument): readonly string[] {
  const there = new Set(before.nodes.map(({ id }) => id))
  return after.nodes.map(({ id }) => id).filter((id) => !there.has(id))
}
