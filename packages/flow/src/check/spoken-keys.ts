import type { FlowProblem } from '../contract/compiled.js'
import { said, type Said } from '../contract/said.js'
import { choiceName } from '../document/choice-name.js'
import type { FlowPrompt, PromptVariant } from '../document/prompt.js'
import { ownKeysOf } from '../nodes/collect/own-keys.js'
import type { NodeOf } from '../nodes/schemas.js'
import { settingsOf } from '../compile/listen.js'
import { globalKeysIn } from './global-keys.js'
import { keysAskedFor, keysNamedIn } from './keys-in-text.js'
import { nodeProblem, quoted, quotedZh, warning } from './problem.js'
import type { FlowView, NodeView } from './view.js'

/** A question with what it says and the keys that it takes. */
interface KeyedQuestion {
  readonly prompts: readonly { readonly path: string; readonly prompt: FlowPrompt }[]
  readonly taken: readonly (string | undefined)[]
}

const textOf = (variant: PromptVariant): string => (typeof variant === 'string' ? variant : variant.text)

const terminatorOf = ({ document }: FlowView, node: NodeOf<'collect'>): string => settingsOf(document.settings, node.settings).terminator

const collectQuestions = (view: FlowView, { node, parts }: NodeView & { readonly node: NodeOf<'collect'> }): KeyedQuestion[] => {
  const own = ownKeysOf(node, terminatorOf(view, node))
  const isReadBack = (path: string): boolean => path.startsWith('confirm.')
  const { affirmDigit, denyDigit } = node.confirm ?? {}
  return [
    { prompts: parts.prompts.filter(({ path }) => !isReadBack(path)), taken: own },
    // A figure begins another value there: nobody is asked to press one of them alone.
    { prompts: parts.prompts.filter(({ path }) => path === 'confirm.prompt' || path === 'confirm.prompts'), taken: [affirmDigit, denyDigit, ...own.filter((key) => !/\d/.test(key))] },
  ]
}

/** Keys of the flow's key intents; a flow that others run has theirs. */
const keysEverywhere = (view: FlowView): string[] =>
  [view, ...(view.isRunByOthers ? [...view.resources.flows.values()].map((document) => ({ document })) : [])].flatMap((each) => globalKeysIn(each).map(({ key }) => key))

/** @param everywhere keys that mean the same at every question */
const questionsOf = (view: FlowView, { node, ways, parts }: NodeView, everywhere: readonly string[]): KeyedQuestion[] => {
  switch (node.kind) {
    case 'menu':
      return [{ prompts: parts.prompts, taken: [...node.choices.map(({ digit }) => digit), ...everywhere] }]
    case 'ask':
    case 'knowledge':
      return [{ prompts: parts.prompts.filter(({ path }) => !path.startsWith('faq.')), taken: everywhere }]
    case 'collect':
      return collectQuestions(view, { node, ways, parts }).map(({ prompts, taken }) => ({ prompts, taken: [...taken, ...everywhere] }))
    case 'transfer':
      return [{ prompts: parts.prompts.filter(({ path }) => path === 'offer' || path === 'positionPrompt'), taken: node.keys.map(({ digit }) => digit) }]
    default:
      return []
  }
}

const longestQuote = 160
const shortened = (text: string): string => (text.length <= longestQuote ? text : `${text.slice(0, longestQuote)}…`)

/** The sentence that asks for the key. */
const quote = (text: string, key: string, language: string): string =>
  shortened(text.split(/(?<=[。！？；])|(?<=[.!?;])\s+/u).find((sentence) => keysAskedFor(sentence, language).includes(key)) ?? text)

const wayOutOf = (node: NodeView['node'], key: string): Said =>
  node.kind === 'menu' ? said(`Add a choice for ${key}, or change the words.`, `请为按键 ${key} 添加选项，或修改话术。`) : said('Change the words, or ask by a menu with that key.', '请修改话术，或改用带有该按键的按键导航。')

const leadsNowhere = ({ node }: NodeView, { prompts, taken }: KeyedQuestion): FlowProblem[] =>
  prompts.flatMap(({ path, prompt }) =>
    Object.entries(prompt).flatMap(([language, variants]) =>
      variants.map(textOf).flatMap((text, index) =>
        keysAskedFor(text, language)
          .filter((key) => !taken.includes(key))
          .map((key) =>
            warning(
              nodeProblem(
                'FLOW_SPOKEN_KEY_UNKNOWN',
                node,
                `${path}.${language}.${index}`,
                said(
                  `${quoted(node)} says "${quote(text, key, language)}" and takes no key ${key}.`,
                  `${quotedZh(node)}的话术“${quote(text, key, language)}”提到按键 ${key}，但此处不接受该按键。`,
                ),
                wayOutOf(node, key),
                { digit: key, language, text },
              ),
            ),
          ),
      ),
    ),
  )

const textsIn = (prompts: readonly { readonly prompt: FlowPrompt }[], language: string): string[] => prompts.flatMap(({ prompt }) => (prompt[language] ?? []).map(textOf))

type Prompts = NodeView['parts']['prompts']

/** What is said right before a question, by nodes that only speak, belongs to it. */
const saidBefore = (view: FlowView): ReadonlyMap<string, Prompts> => {
  const before = new Map<string, Prompts>()
  for (const { node, parts } of view.nodes) if (node.kind === 'say' && node.next !== undefined) before.set(node.next, [...(before.get(node.next) ?? []), ...parts.prompts])
  return before
}

/** What is said at a menu in one language. */
interface Told {
  readonly language: string
  /** Keys are asked for. */
  readonly asks: boolean
  /** Undefined: which keys are named cannot be told. */
  readonly named: ReadonlySet<string> | undefined
}

const toldIn = (language: string, texts: readonly string[]): Told => {
  const named = texts.map((text) => keysNamedIn(text, language))
  return {
    language,
    asks: texts.some((text) => keysAskedFor(text, language).length > 0),
    named: named.length === 0 || named.includes(undefined) ? undefined : new Set(named.flatMap((keys) => [...(keys ?? [])])),
  }
}

interface UntoldKey {
  readonly index: number
  readonly digit: string
  readonly language: string
}

const untoldAt = (view: FlowView, node: NodeOf<'menu'>, prompts: Prompts): UntoldKey[] => {
  const all = view.document.languages.filter((language) => Object.hasOwn(node.prompt, language)).map((language) => toldIn(language, textsIn(prompts, language)))
  return node.choices.flatMap(({ digit, on }, index) => {
    const silent = all.find(({ asks, named }) => digit !== undefined && (asks || on === undefined) && named?.has(digit) === false)
    return digit === undefined || silent === undefined ? [] : [{ index, digit, language: silent.language }]
  })
}

/** A key that is told at one menu and leads to the same node at another is known there. */
const untoldKeys = (view: FlowView): FlowProblem[] => {
  const before = saidBefore(view)
  const menus = view.nodes.flatMap(({ node, parts }) => (node.kind === 'menu' ? [{ node, untold: untoldAt(view, node, [...parts.prompts, ...(before.get(node.id) ?? [])]) }] : []))
  const told = new Set(menus.flatMap(({ node, untold }) => node.choices.flatMap(({ digit, to }, index) => (untold.some((key) => key.index === index) ? [] : [`${digit} ${to}`]))))
  return menus.flatMap(({ node, untold }) => untold.filter(({ digit, index }) => !told.has(`${digit} ${node.choices[index]?.to}`)).map((key) => unspoken(node, key)))
}

const unspoken = (node: NodeOf<'menu'>, { index, digit, language }: UntoldKey): FlowProblem => {
  const name = choiceName(node, `choices.${index}`)
  const [which, whichZh] = name === undefined ? ['', ''] : [` ("${name}")`, `（“${name}”）`]
  return warning(
    nodeProblem(
      'FLOW_KEY_UNSPOKEN',
      node,
      `choices.${index}.digit`,
      said(`Nothing that ${quoted(node)} says in ${language} names the key ${digit}${which}: callers cannot know of it.`, `${quotedZh(node)}的 ${language} 话术没有提到按键 ${digit}${whichZh}，客户无从知道。`),
      said('Say it in the prompt, or take the key away.', '请在话术中说明该按键，或取消该按键。'),
      { digit, language },
    ),
  )
}

/** Keys that are spoken of lead somewhere, and keys that lead somewhere are spoken of. */
export const checkSpokenKeys = (view: FlowView): FlowProblem[] => {
  const everywhere = keysEverywhere(view)
  return [...view.nodes.flatMap((each) => questionsOf(view, each, everywhere).flatMap((question) => leadsNowhere(each, question))), ...untoldKeys(view)]
}
