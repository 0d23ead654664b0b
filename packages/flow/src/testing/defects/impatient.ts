import type { FlowDocument } from '../../document/schema.js'
import type { FlowNode } from '../../nodes/schemas.js'
import type { LibraryFlow } from './library-flow.js'

const atOnce = <Retry extends { readonly attempts?: number | undefined }>(retry: Retry): Retry => ({ ...retry, attempts: 0 })

const impatientNode = (node: FlowNode): FlowNode => {
  switch (node.kind) {
    case 'ask':
      return { ...node, noInput: atOnce(node.noInput), noMatch: atOnce(node.noMatch), ...(node.disambiguation === undefined ? {} : { disambiguation: { ...node.disambiguation, attempts: 0 } }) }
    case 'menu':
      return { ...node, noInput: atOnce(node.noInput), noMatch: atOnce(node.noMatch), ...(node.invalidDigit === undefined ? {} : { invalidDigit: atOnce(node.invalidDigit) }) }
    case 'collect':
      return {
        ...node,
        noInput: atOnce(node.noInput),
        noMatch: atOnce(node.noMatch),
        ...(node.invalid === undefined ? {} : { invalid: atOnce(node.invalid) }),
        ...(node.confirm === undefined ? {} : { confirm: { ...node.confirm, attempts: 0 } }),
      }
    case 'knowledge':
      return { ...node, noInput: atOnce(node.noInput), noMatch: atOnce(node.noMatch), noAnswer: { ...node.noAnswer, attempts: 0 }, turnLimit: 1 }
    default:
      return node
  }
}

const impatientDocument = (document: FlowDocument): FlowDocument => ({ ...document, nodes: document.nodes.map(impatientNode) })

/**
 * The same flow without a second attempt at any question. Its calls come to the same nodes by the same ways, for whoever is asked again can fail
 * again; there are far fewer states of them.
 */
export const impatient = ({ document, resources }: LibraryFlow): LibraryFlow => ({
  document: impatientDocument(document),
  resources: { ...resources, flows: new Map([...resources.flows].map(([id, flow]) => [id, impatientDocument(flow)])) },
})
