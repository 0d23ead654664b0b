import { nodeKinds, randomOf, type DraftDocument, type DraftNode, type Json, type JsonObject, type NodeKind } from '@callchart/flow'
import { blankNode, freshNodeId } from '../blank-node.js'
import { draftWays } from '../draft-ways.js'
import { withNodeField } from '../node-fields.js'

/** Draws at random, the same for the same seed. */
export class Draw {
  readonly #random: () => number
  constructor(seed: number) {
    this.#random = randomOf(seed)
  }
  below(count: number): number {
    return Math.floor(this.#random() * count)
  }
  chance(probability: number): boolean {
    return this.#random() < probability
  }
  /** @throws where there is nothing to choose from */
  of<Item>(items: readonly Item[]): Item {
    if (items.length === 0) throw new Error('There is nothing to draw from.')
    return items[this.below(items.length)] as Item
  }
  some<Item>(items: readonly Item[], most = 4): Item[] {
    return this.shuffled(items).slice(0, 1 + this.below(most))
  }
  shuffled<Item>(items: readonly Item[]): Item[] {
    return items.map((item) => [this.#random(), item] as const).sort(([left], [right]) => left - right).map(([, item]) => item)
  }
}

const variableNames = ['balance', 'item', 'name', 'first', 'paid', 'items']
const text = (draw: Draw): string => draw.of(['Hello.', 'Hello {{ name }}.', 'You have {{ balance + 1 }}, {{ name }}.', '{{ items.map(item, item + name) }}', 'open {{ name'])
const prompt = (draw: Draw, languages: readonly string[]): JsonObject => Object.fromEntries(languages.map((language) => [language, [text(draw), { ssml: `<speak>${text(draw)}</speak>`, text: text(draw) }]]))
const expression = (draw: Draw): string => draw.of(['balance > 3', 'items.exists(item, item == name)', 'name == "name" && paid', '!paid', 'balance >'])

/** Fields that name variables, intents and queues, by kind. */
const furnishings: Partial<Record<NodeKind, (draw: Draw, languages: readonly string[]) => { readonly [field: string]: Json }>> = {
  ask: (draw, languages) => ({
    branches: ['order', 'pay', 'affirm'].map((on) => ({ on })),
    noInput: { prompts: prompt(draw, languages) },
    saveSlots: { count: draw.of(variableNames) },
    disambiguation: { prompt: Object.fromEntries(languages.map((language) => [language, ['{{ first }}, {{ second }} or {{ name }}?']])) },
  }),
  menu: () => ({ choices: [{ digit: '1', on: 'order' }, { digit: '2' }], invalidDigit: { attempts: 1 } }),
  collect: (draw, languages) => ({ variable: draw.of(variableNames), validation: 'value > balance', confirm: { prompt: prompt(draw, languages) } }),
  decide: (draw) => ({ branches: [{ when: expression(draw) }, { when: expression(draw) }] }),
  set: (draw) => ({ assign: [{ variable: draw.of(variableNames), value: expression(draw) }] }),
  request: (draw) => ({ url: 'https://example.test/{{ name }}', body: { who: ['{{ name }}', 3] }, save: { [draw.of(variableNames)]: 'body.value + balance' }, defaults: { paid: false } }),
  transfer: (draw, languages) => ({ queue: draw.of(['sales', 'support']), whisper: prompt(draw, languages), keys: [{ digit: '1' }] }),
  subflow: () => ({ flow: 'identify', inputs: { who: 'name' }, outputs: { paid: 'known' } }),
  record: () => ({ consent: 'paid' }),
  hours: () => ({ calendar: 'office' }),
  tag: () => ({ tag: 'seen' }),
}

const spoken: ReadonlySet<NodeKind> = new Set(['say', 'ask', 'menu', 'collect', 'knowledge', 'voicemail'])

/** A node of any kind, with everything in it that names something. */
export function randomNode(draw: Draw, document: DraftDocument, kind: NodeKind = draw.of(nodeKinds.filter((each) => each !== 'start'))): DraftNode {
  const id = freshNodeId(document, kind)
  const furnished = { ...(spoken.has(kind) && { prompt: prompt(draw, document.languages) }), ...furnishings[kind]?.(draw, document.languages) }
  return { ...blankNode(kind, id, `${kind} ${draw.below(9)}`), ...furnished }
}

const connected = (draw: Draw, node: DraftNode, ids: readonly string[]): DraftNode =>
  draftWays(node).reduce((result, { path }) => (draw.chance(0.6) ? withNodeField(result, path, draw.of(ids)) : result), node)

/** A document that hangs together: every target is there, some ways are open, some nodes have no place. */
export function randomDocument(draw: Draw, nodeCount = 5 + draw.below(25)): DraftDocument {
  let document: DraftDocument = {
    schemaVersion: 1,
    id: 'drawn',
    name: 'Drawn',
    languages: ['en-US', 'zh-CN'],
    variables: Object.fromEntries(variableNames.map((name) => [name, { type: 'string' }])),
    intents: { order: { name: 'Order', phrases: { 'en-US': ['order'] } }, pay: { name: 'Pay', phrases: { 'zh-CN': ['付款'] } } },
    settings: { analysisConsent: 'paid' },
    nodes: [{ id: 'start', kind: 'start', name: 'Start' }],
  }
  for (let count = 0; count < nodeCount; count += 1) document = { ...document, nodes: [...document.nodes, randomNode(draw, document)] }
  const ids = document.nodes.map(({ id }) => id)
  return {
    ...document,
    nodes: document.nodes.map((node) => connected(draw, node, ids)),
    layout: Object.fromEntries(ids.filter(() => draw.chance(0.8)).map((id) => [id, { x: draw.below(2_000), y: draw.below(2_000) }])),
    keyIntents: { human: { to: draw.of(ids) }, complaint: {} },
    auxiliary: [{ intent: 'order', to: draw.of(ids), pullBack: prompt(draw, document.languages) }],
    onHangup: draw.of(ids),
    notes: draw.chance(0.5) ? { note1: { text: 'Ask legal', x: 0, y: 0, width: 200, height: 100 } } : {},
  }
}
