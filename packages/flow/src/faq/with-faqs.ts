import type { FlowDocument } from '../document/schema.js'
import type { FlowNode } from '../nodes/schemas.js'
import type { FlowResources } from '../resources.js'

/** Ids of the files of questions that a node answers from. */
export const faqsOf = (node: FlowNode): string[] => (node.kind === 'knowledge' && node.faqFile !== undefined ? [node.faqFile] : [])

/** The document with the entries of its files in their nodes, behind the nodes' own. A file that is not there adds nothing. */
export const withFaqs = (document: FlowDocument, { faqs }: FlowResources): FlowDocument => {
  if (!document.nodes.some((node) => faqsOf(node).length > 0)) return document
  const nodes = document.nodes.map((node) =>
    node.kind === 'knowledge' ? { ...node, faq: [...node.faq, ...faqsOf(node).flatMap((id) => faqs?.get(id)?.entries ?? [])] } : node,
  )
  return { ...document, nodes }
}
