import type { FlowProblem } from '../contract/compiled.js'
import type { FactsOf } from '../contract/problem-facts.js'
import { said, type Said } from '../contract/said.js'
import type { FlowPrompt } from '../document/prompt.js'
import { flowProblem, named, nodeProblem } from './problem.js'
import type { FlowView } from './view.js'

/** A prompt wherever a flow has one, as people find it. */
export interface SpokenPrompt {
  readonly place: Said
  readonly path: string
  readonly prompt: FlowPrompt
  readonly problem: <Code extends string>(code: Code, path: string, message: Said, wayOut: Said, ...facts: FactsOf<Code>) => FlowProblem
}

/** Every prompt of the flow: those of its nodes, and those said on the way back from a global question. */
export const spokenPrompts = ({ document, nodes }: FlowView): SpokenPrompt[] => [
  ...nodes.flatMap(({ node, parts }) =>
    parts.prompts.map(({ path, prompt }): SpokenPrompt => ({
      place: named(node),
      path,
      prompt,
      problem: (code, at, message, wayOut, ...facts) => nodeProblem(code, node, at, message, wayOut, ...facts),
    })),
  ),
  ...document.auxiliary.flatMap(({ intent, pullBack }, index): SpokenPrompt[] =>
    pullBack === undefined
      ? []
      : [
          {
            place: said(`the pull-back prompt of "${intent}"`, `全局问题“${intent}”的拉回话术`),
            path: `auxiliary.${index}.pullBack`,
            prompt: pullBack,
            problem: (code, path, message, wayOut, ...facts) => ({ ...flowProblem(code, message, wayOut, ...facts), path }),
          },
        ],
  ),
]
