import type { FlowProblem } from '../contract/compiled.js'
import { said } from '../contract/said.js'
import { spokenPrompts, type SpokenPrompt } from './spoken-prompts.js'
import type { FlowView } from './view.js'

const checkPrompt = ({ place, path, prompt, problem }: SpokenPrompt, recordings: ReadonlySet<string>): FlowProblem[] =>
  Object.entries(prompt).flatMap(([language, variants]) =>
    variants.flatMap((variant, index) => {
      if (typeof variant === 'string' || !('audio' in variant) || recordings.has(variant.audio)) return []
      return problem(
        'FLOW_RECORDING_UNKNOWN',
        `${path}.${language}.${index}.audio`,
        said(`A recording of ${place.en} in ${language} is not on this server.`, `${place.zh}的 ${language} 录音不在此服务器上。`),
        said(
          'Upload it or record it again, import the flow together with its recordings, or let a voice say the text.',
          '请重新上传或录制，连同录音一起导入流程，或改用语音合成。',
        ),
        { language, audio: variant.audio },
      )
    }),
  )

/** Every recording that callers are to hear is there; only where it is known which are. */
export const checkRecordings = (view: FlowView): FlowProblem[] => {
  const { recordings } = view.resources
  return recordings === undefined ? [] : spokenPrompts(view).flatMap((prompt) => checkPrompt(prompt, recordings))
}
