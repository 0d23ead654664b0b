import { readdirSync, readFileSync } from 'node:fs'
import type { FlowDocument } from '../../document/schema.js'
import { readResources } from '../../library/read-resources.js'
import { withFaqs } from '../../faq/with-faqs.js'
import { randomGoodFlow } from './good-flow/random-good-flow.js'
import type { LibraryFlow } from './library-flow.js'

const folder = new URL('../../../../../flows/', import.meta.url)

/** What the nodes of the example flows stand for in the rules of the business. */
const marks: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'card-services': { welcome: ['identity'], balanceCard: ['sensitive'], lostCardDigits: ['sensitive'] },
  'satisfaction-survey': { greeting: ['identity'], optOutByKey: ['optOut', 'goodbye'], optedOut: ['optOut', 'goodbye'] },
  'it-helpdesk': { welcome: ['identity'], askToRecord: ['consent'] },
  'appointment-reminder': { optOutByKey: ['optOut', 'goodbye'], optedOut: ['optOut', 'goodbye'] },
  'front-desk': { welcome: ['identity'] },
}

const withMarks = (document: FlowDocument): FlowDocument => {
  const own = marks[document.id] ?? {}
  const nodes = document.nodes.map((node) => ({ ...node, marks: [...(own[node.id] ?? (node.kind === 'hangup' && node.prompt !== undefined ? ['goodbye'] : []))] }))
  return { ...document, nodes }
}

let library: ReturnType<typeof readResources>['resources'] | undefined

const examples = () => {
  library ??= readResources(readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }))).resources
  return library
}

export const exampleIds = ['card-services', 'satisfaction-survey', 'it-helpdesk', 'appointment-reminder', 'front-desk'] as const

/**
 * A good flow by its name: one of the example flows, with marks, or `good-<seed>-<nodes>` for a random one. Every call of it makes the same.
 * @throws Error where there is no such flow
 */
export const baseFlow = (name: string): LibraryFlow => {
  const [, seed, count] = /^good-(\d+)-(\d+)$/.exec(name) ?? []
  if (seed !== undefined && count !== undefined) return randomGoodFlow(Number(seed), Number(count))
  const resources = examples()
  const document = resources.flows.get(name)
  if (document === undefined) throw new Error(`There is no flow "${name}"`)
  return { document: withFaqs(withMarks(document), resources), resources }
}

/** Random good flows of several sizes, inbound and outbound, in one and two languages. */
export const randomBaseNames: readonly string[] = Array.from({ length: 30 }, (_, index) => `good-${index + 1}-${[20, 24, 28, 34, 40][index % 5] ?? 24}`)
export const baseNames: readonly string[] = [...exampleIds, ...randomBaseNames]
