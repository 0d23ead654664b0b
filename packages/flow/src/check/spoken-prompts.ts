import type { FlowProblem } from '../contract/compiled.js'
import type { FlowPrompt } from '../document/prompt.js'
import { flowProblem, nodeProblem, quoted } from './problem.js'
import type { FlowView } from './view.js'

/** A prompt wherever a flow has one, as people find it. */
export interface SpokenPrompt {
  readonly place: string
  readonly path: string
  readonly prompt: FlowPrompt
  readonly problem: (code: string, path: string, message: string, wayOut: string) => FlowProblem
}

/** Every prompt of the flow: those of its nodes, and those said on the way back from a global question. */
export const spokenPrompts = ({ document, nodes }: FlowView): SpokenPrompt[] => [
  ...nodes.flatMap(({ node, parts }) =>
    parts.prompts.map(({ path, prompt }): SpokenPrompt => ({
      place: quoted(node),
      path,
      prompt,
      problem: (code, at, message, wayOut) => nodeProblem(code, node, at, message, wayOut),
    })),
  ),
  ...document.auxiliary.flatMap(({ intent, pullBack }, index): SpokenPrompt[] =>
    pullBack === undefined
      ? []
      : [
          {
            place: `the pull-back prompt of "${intent}"`,
            path: `auxiliary.${index}.pullBack`,
            prompt: pullBack,
            problem: (code, path, message, wayOut) => ({ ...flowProblem(code, message, wayOut), path }),
          },
        ],
  ),
]
