import type { FlowProblem } from '../contract/compiled.js'
import { findSsmlFaults } from '../ssml/find-faults.js'
import { nodeProblem, quoted } from './problem.js'
import type { FlowView, NodeView } from './view.js'

const checkNode = ({ node, parts }: NodeView): FlowProblem[] =>
  parts.prompts.flatMap(({ path, prompt }) =>
    Object.entries(prompt).flatMap(([language, variants]) =>
      variants.flatMap((variant, index) => {
        if (typeof variant === 'string' || !('ssml' in variant)) return []
        const where = `${path}.${language}.${index}.ssml`
        return findSsmlFaults(variant.ssml).map(({ message, wayOut }) =>
          nodeProblem('FLOW_SSML_INVALID', node, where, `The SSML of ${quoted(node)} in ${language} cannot be spoken: ${message}.`, wayOut),
        )
      }),
    ),
  )

/** The SSML of every prompt is well-formed and holds what engines take. */
export const checkSsml = (view: FlowView): FlowProblem[] => view.nodes.flatMap(checkNode)
