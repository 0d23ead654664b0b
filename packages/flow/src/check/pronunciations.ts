import type { FlowProblem } from '../contract/compiled.js'
import { said } from '../contract/said.js'
import { flowProblem, warning } from './problem.js'
import type { FlowView } from './view.js'

/** Every word has one pronunciation in a language, and the flow speaks that language. */
export const checkPronunciations = ({ document: { pronunciations, languages } }: FlowView): FlowProblem[] =>
  Object.entries(pronunciations).flatMap(([language, list]) => {
    const path = `pronunciations.${language}`
    const unspoken = flowProblem(
      'FLOW_PRONUNCIATION_UNUSED',
      said(`The flow has pronunciations for ${language}, and does not speak it.`, `流程设置了 ${language} 的读音，但不使用该语言。`),
      said(`Remove them, or add ${language} to the languages of the flow.`, `请删除这些读音，或为流程添加语言 ${language}。`),
      { language },
    )
    const twice = list.flatMap(({ text }, index) =>
      list.findIndex((other) => other.text === text) < index
        ? [
            {
              ...flowProblem(
                'FLOW_PRONUNCIATION_DUPLICATE',
                said(`"${text}" has two pronunciations in ${language}.`, `“${text}”在 ${language} 下有两个读音。`),
                said('Keep one of them.', '请只保留其中一个。'),
                { language, text },
              ),
              path: `${path}.${index}`,
            },
          ]
        : [],
    )
    return [...(languages.includes(language) ? [] : [{ ...warning(unspoken), path }]), ...twice]
  })
