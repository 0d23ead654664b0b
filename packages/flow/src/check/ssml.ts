import type { FlowProblem } from '../contract/compiled.js'
import { said } from '../contract/said.js'
import { findSsmlFaults } from '../ssml/find-faults.js'
import { spokenPrompts, type SpokenPrompt } from './spoken-prompts.js'
import type { FlowView } from './view.js'

const checkPrompt = ({ place, path, prompt, problem }: SpokenPrompt): FlowProblem[] =>
  Object.entries(prompt).flatMap(([language, variants]) =>
    variants.flatMap((variant, index) => {
      if (typeof variant === 'string' || !('ssml' in variant)) return []
      return findSsmlFaults(variant.ssml).map(({ message, wayOut }) =>
        problem(
          'FLOW_SSML_INVALID',
          `${path}.${language}.${index}.ssml`,
          said(
            `The SSML of ${place.en} in ${language} cannot be spoken: ${message.en}.`,
            `${place.zh}的 ${language} 版本 SSML 无法播报：${message.zh}。`,
          ),
          wayOut,
          { language, reason: message },
        ),
      )
    }),
  )

/** The SSML of every prompt is well-formed and holds what engines take. */
export const checkSsml = (view: FlowView): FlowProblem[] => spokenPrompts(view).flatMap(checkPrompt)
