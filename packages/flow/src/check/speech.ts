import type { FlowProblem } from '../contract/compiled.js'
import { said, type Said } from '../contract/said.js'
import type { SpeechAbilities } from '../contract/speech-abilities.js'
import type { FlowDocument } from '../document/schema.js'
import type { FlowNode } from '../nodes/schemas.js'
import { anyReply } from '../nodes/ask/schema.js'
import { isFreeText, isSpokenOnly } from '../nodes/collect/schema.js'
import { flowProblem, nodeProblem, quoted, quotedZh, warning } from './problem.js'
import type { FlowView } from './view.js'

type Hears = NonNullable<SpeechAbilities['hears']>

const base = (language: string): string => (language.split('-')[0] ?? language).toLowerCase()

const serves = (heard: string, language: string): boolean =>
  heard === '*' || heard.toLowerCase() === language.toLowerCase() || heard.toLowerCase() === base(language)

export const isHeard = (hears: Hears, language: string): boolean => hears.some((heard) => serves(heard.language, language))

const isHeardFreely = (hears: Hears, language: string): boolean => hears.some((heard) => heard.freeText && serves(heard.language, language))

/** The question cannot be answered by keys. */
const needsVoice = (node: FlowNode): boolean => {
  switch (node.kind) {
    case 'ask':
    case 'knowledge':
      return true
    case 'menu':
      return node.choices.every(({ digit }) => digit === undefined)
    case 'collect':
      return node.input === 'speech' || isSpokenOnly(node)
    default:
      return false
  }
}

/** An answer, or a part of it that is kept, is whatever the caller says. */
const asksFreely = (node: FlowNode, { intents }: FlowDocument): boolean => {
  if (node.kind === 'collect') return isFreeText(node.valueType) && node.input !== 'keys'
  // A recogniser of phrases hears the questions as they are written.
  if (node.kind === 'knowledge') return node.source === 'llm'
  if (node.kind !== 'ask') return false
  const hasTextSlot = (intent: string): boolean =>
    Object.hasOwn(intents, intent) && Object.values(intents[intent]?.slots ?? {}).some(({ type }) => isFreeText(type))
  return node.branches.some(({ on }) => on === anyReply || hasTextSlot(on))
}

const listed = (nodes: readonly FlowNode[]): Said => {
  const first = nodes.slice(0, 3)
  const moreCount = nodes.length - first.length
  return said(
    [...first.map(quoted), ...(moreCount === 0 ? [] : [`${moreCount} more`])].join(', '),
    `${first.map(quotedZh).join('、')}${moreCount === 0 ? '' : `，另有 ${moreCount} 个`}`,
  )
}

const withoutKeys = (nodes: readonly FlowNode[]): Said => {
  if (nodes.length === 0) return said('', '')
  const { en, zh } = listed(nodes)
  return said(` ${nodes.length === 1 ? 'A question takes' : 'Questions take'} no key: ${en}.`, `以下提问不支持按键：${zh}。`)
}

const languageUnheard = (view: FlowView, language: string): FlowProblem => {
  const inVain = withoutKeys(view.nodes.map(({ node }) => node).filter(needsVoice))
  return warning({
    ...flowProblem(
      'FLOW_LANGUAGE_NOT_HEARD',
      said(
        `No speech recognizer of this installation understands ${language}: callers are understood by keys only.${inVain.en}`,
        `本系统没有能识别 ${language} 的语音识别引擎，客户只能通过按键作答。${inVain.zh}`,
      ),
      said(
        `Set up a speech recognizer for ${language}, or let every question be answered by keys.`,
        `请配置支持 ${language} 的语音识别引擎，或让每个提问都能用按键回答。`,
      ),
      { language },
    ),
    path: 'languages',
  })
}

const freeSpeech = (view: FlowView, language: string): FlowProblem[] =>
  view.nodes
    .filter(({ node }) => asksFreely(node, view.document))
    .map(({ node }) =>
      warning(
        nodeProblem(
          'FLOW_FREE_SPEECH',
          node,
          node.kind === 'collect' ? 'valueType' : node.kind === 'knowledge' ? 'source' : 'branches',
          said(
            `${quoted(node)} asks for free speech in ${language}, and the recognizer of this installation hears expected phrases only.`,
            `${quotedZh(node)}需要客户用 ${language} 自由表达，但本系统的语音识别引擎只能识别预设说法。`,
          ),
          said(
            `Set up a recognizer of free speech for ${language}, or ask for something that has phrases.`,
            `请配置支持 ${language} 自由说话的语音识别引擎，或改为询问有预设说法的内容。`,
          ),
          { language },
        ),
      ),
    )

const checkHearing = (view: FlowView, hears: Hears): FlowProblem[] =>
  view.document.languages.flatMap((language) => {
    if (!isHeard(hears, language)) return view.nodes.some(({ parts }) => parts.waits) ? [languageUnheard(view, language)] : []
    return isHeardFreely(hears, language) ? [] : freeSpeech(view, language)
  })

const isVoice = (name: string, { names, timbres }: NonNullable<SpeechAbilities['voices']>): boolean => {
  const [voice = '', timbre, ...more] = name.toLowerCase().split('+')
  return names.includes(voice) && (timbre === undefined || timbres.includes(timbre)) && more.length === 0
}

/** Voices of the language first: they are what the author looks for. */
const suggested = (names: readonly string[], language: string): readonly string[] => {
  const near = names.filter((name) => base(name) === base(language) || (base(language) === 'zh' && base(name) === 'cmn'))
  return (near.length === 0 ? names : near).slice(0, 8)
}

const checkVoices = (view: FlowView, voices: NonNullable<SpeechAbilities['voices']>): FlowProblem[] =>
  Object.entries(view.document.voices)
    .filter(([, name]) => !isVoice(name, voices))
    .map(([language, name]) => ({
      ...flowProblem(
        'FLOW_VOICE_UNKNOWN',
        said(`This installation has no voice "${name}" for ${language}.`, `本系统没有 ${language} 的音色“${name}”。`),
        said(
          `Use one of its voices, for example ${suggested(voices.names, language).join(', ')}, or leave the voice out.`,
          `请使用系统已有的音色，例如 ${suggested(voices.names, language).join('、')}，或不指定音色。`,
        ),
        { language, voice: name, known: suggested(voices.names, language) },
      ),
      path: `voices.${language}`,
    }))

/** Voices exist, and what callers are asked for can be heard; only as far as the installation's engines are known. */
export const checkSpeech = (view: FlowView): FlowProblem[] => {
  const { hears, voices } = view.resources.speech ?? {}
  return [...(voices === undefined ? [] : checkVoices(view, voices)), ...(hears === undefined ? [] : checkHearing(view, hears))]
}
