import type { FlowProblem } from '../contract/compiled.js'
import { findSsmlFaults } from '../ssml/find-faults.js'
import { spokenPrompts, type SpokenPrompt } from './spoken-prompts.js'
import type { FlowView } from './view.js'

const checkPrompt = ({ place, path, prompt, problem }: SpokenPrompt): FlowProblem[] =>
  Object.entries(prompt).flatMap(([language, variants]) =>
    variants.flatMap((variant, index) => {
      if (typeof variant === 'string' || !('ssml' in variant)) return []
      return findSsmlFaults(variant.ssml).map(({ message, wayOut }) =>
        problem('FLOW_SSML_INVALID', `${path}.${language}.${index}.ssml`, `The SSML of ${place} in ${language} cannot be spoken: ${message}.`, wayOut),
      )
    }),
  )

/** The SSML of every prompt is well-formed and holds what engines take. */
export const checkSsml = (view: FlowView): FlowProblem[] => spokenPrompts(view).flatMap(checkPrompt)
