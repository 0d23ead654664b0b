import type { FlowProblem } from '../contract/compiled.js'
import type { FlowDocument } from '../document/schema.js'
import { findSubflow, sitesOf } from '../identity/version.js'
import type { NodeOf } from '../nodes/schemas.js'
import type { FlowResources } from '../resources.js'
import { nodeProblem, quoted } from './problem.js'

type Site = NodeOf<'subflow'>

const missing = (site: Site, caller: FlowDocument, subflow: FlowDocument): FlowProblem[] =>
  caller.languages
    .filter((language) => !subflow.languages.includes(language))
    .map((language) =>
      nodeProblem(
        'FLOW_LANGUAGE_MISSING',
        site,
        'flow',
        `${quoted(site)} runs the sub-flow "${subflow.id}", which does not speak ${language}.`,
        `Add ${language} to the sub-flow, or remove it from this flow.`,
      ),
    )

/** The sub-flow and those in it, each once. */
const documentsIn = (document: FlowDocument, resources: FlowResources): ReadonlySet<FlowDocument> => {
  const found = new Set([document])
  for (const each of found)
    for (const site of sitesOf(each)) {
      const inner = findSubflow(site, resources)
      if (inner !== undefined) found.add(inner)
    }
  return found
}

const switchedTo = (documents: ReadonlySet<FlowDocument>): ReadonlySet<string> =>
  new Set([...documents].flatMap(({ nodes }) => nodes.flatMap((node) => (node.kind === 'set' && node.language !== undefined ? [node.language] : []))))

const foreign = (site: Site, caller: FlowDocument, subflow: FlowDocument, resources: FlowResources): FlowProblem[] =>
  [...switchedTo(documentsIn(subflow, resources))]
    .filter((language) => !caller.languages.includes(language))
    .map((language) =>
      nodeProblem(
        'FLOW_LANGUAGE_UNKNOWN',
        site,
        'flow',
        `${quoted(site)} runs the sub-flow "${subflow.id}", which switches to ${language}, and this flow does not speak it.`,
        `Add ${language} to this flow, or run a sub-flow that keeps to ${caller.languages.join(', ')}.`,
      ),
    )

/** A sub-flow speaks every language of the call, and switches to no other. */
export const checkSubflowLanguages = (site: Site, caller: FlowDocument, subflow: FlowDocument, resources: FlowResources): FlowProblem[] => [
  ...missing(site, caller, subflow),
  ...foreign(site, caller, subflow, resources),
]
