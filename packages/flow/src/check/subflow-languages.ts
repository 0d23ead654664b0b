import type { FlowProblem } from '../contract/compiled.js'
import { said } from '../contract/said.js'
import type { FlowDocument } from '../document/schema.js'
import { findSubflow, sitesOf } from '../identity/version.js'
import type { NodeOf } from '../nodes/schemas.js'
import type { FlowResources } from '../resources.js'
import { nodeProblem, quoted, quotedZh } from './problem.js'

type Site = NodeOf<'subflow'>

const missing = (site: Site, caller: FlowDocument, subflow: FlowDocument): FlowProblem[] =>
  caller.languages
    .filter((language) => !subflow.languages.includes(language))
    .map((language) =>
      nodeProblem(
        'FLOW_LANGUAGE_MISSING',
        site,
        'flow',
        said(
          `${quoted(site)} runs the sub-flow "${subflow.id}", which does not speak ${language}.`,
          `${quotedZh(site)}运行的子流程“${subflow.id}”不支持 ${language}。`,
        ),
        said(`Add ${language} to the sub-flow, or remove it from this flow.`, `请为子流程添加 ${language}，或从本流程中移除该语言。`),
        { language },
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
        said(
          `${quoted(site)} runs the sub-flow "${subflow.id}", which switches to ${language}, and this flow does not speak it.`,
          `${quotedZh(site)}运行的子流程“${subflow.id}”会切换到 ${language}，但本流程不支持该语言。`,
        ),
        said(
          `Add ${language} to this flow, or run a sub-flow that keeps to ${caller.languages.join(', ')}.`,
          `请为本流程添加 ${language}，或改用只使用 ${caller.languages.join('、')} 的子流程。`,
        ),
        { language },
      ),
    )

/** A sub-flow speaks every language of the call, and switches to no other. */
export const checkSubflowLanguages = (site: Site, caller: FlowDocument, subflow: FlowDocument, resources: FlowResources): FlowProblem[] => [
  ...missing(site, caller, subflow),
  ...foreign(site, caller, subflow, resources),
]
