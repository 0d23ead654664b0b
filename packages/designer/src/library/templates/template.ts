import type { DraftDocument, DraftNode, Json, JsonObject } from '@callchart/flow'

/** Languages in which our templates have words. */
export const templateLanguages = ['zh-CN', 'en-US'] as const
export type TemplateLanguage = (typeof templateLanguages)[number]

export const templateIds = ['empty', 'menu', 'survey', 'reminder', 'helpdesk'] as const
export type TemplateId = (typeof templateIds)[number]

/** What a new flow is begun with. */
export interface Beginning {
  readonly id: string
  readonly name: string
  /** The first is the default; at least one. */
  readonly languages: readonly TemplateLanguage[]
  readonly dnis: readonly string[]
  /** Those in which no recognizer of the installation hears callers: nobody is told there to just say it. */
  readonly unheard?: readonly string[]
  /** Language of the names of nodes: that of whoever draws. */
  readonly namesIn: TemplateLanguage
}

/** The words of a template in the languages that were chosen. */
export interface Words {
  /** A text for those who draw. */
  readonly name: (zh: string, en: string) => string
  /** What is said: one variant in each language. */
  readonly prompt: (zh: string, en: string) => JsonObject
  /** The same, with a sentence more where callers are heard. */
  readonly promptWhereHeard: (said: { readonly zh: string; readonly en: string }, more: { readonly zh: string; readonly en: string }) => JsonObject
  /** What is said at each attempt, or what callers say. */
  readonly texts: (zh: readonly string[], en: readonly string[]) => JsonObject
}

/** What a template is made of; fields that every flow has are filled in. */
export interface TemplateParts {
  readonly nodes: readonly DraftNode[]
  readonly variables?: JsonObject
  readonly intents?: JsonObject
  readonly keyIntents?: JsonObject
  /** Nothing is asked, so nobody is asked for their language either. */
  readonly asksNothing?: true
}

export type Template = (words: Words) => TemplateParts

function wordsOf({ languages, namesIn, unheard = [] }: Beginning): Words {
  const each = <Value extends Json>(zh: Value, en: Value): JsonObject => Object.fromEntries(languages.map((language) => [language, language === 'zh-CN' ? zh : en]))
  return {
    name: (zh, en) => (namesIn === 'zh-CN' ? zh : en),
    prompt: (zh, en) => each([zh], [en]),
    promptWhereHeard: (said, more) =>
      Object.fromEntries(
        languages.map((language) => {
          const isHeard = !unheard.includes(language)
          return [language, [language === 'zh-CN' ? `${said.zh}${isHeard ? more.zh : ''}` : `${said.en}${isHeard ? ` ${more.en}` : ''}`]]
        }),
      ),
    texts: (zh, en) => each(zh, en),
  }
}

/** A node of a template with its own fields. */
export const templateNode = (id: string, kind: DraftNode['kind'], name: string, fields: JsonObject = {}): DraftNode => ({ id, kind, name, ...fields })

/** Makes a flow document of a template. */
export function begunFrom(template: Template, beginning: Beginning): DraftDocument {
  const words = wordsOf(beginning)
  const { nodes, variables, intents, keyIntents, asksNothing = false } = template(words)
  return {
    schemaVersion: 1,
    id: beginning.id,
    name: beginning.name,
    languages: [...beginning.languages],
    ...(beginning.dnis.length > 0 && { dnis: [...beginning.dnis] }),
    ...(variables !== undefined && { variables }),
    ...(intents !== undefined && { intents }),
    ...(keyIntents !== undefined && { keyIntents }),
    nodes: beginning.languages.length > 1 && !asksNothing ? withChoiceOfLanguage(nodes, words) : nodes,
  }
}

const languageSwitches = [
  { id: 'speakChinese', language: 'zh-CN', name: ['说中文', 'Speak Chinese'] },
  { id: 'speakEnglish', language: 'en-US', name: ['说英语', 'Speak English'] },
] as const

/** Callers of a flow with two languages choose theirs right behind the first thing that they hear. */
function withChoiceOfLanguage(nodes: readonly DraftNode[], { name, prompt }: Words): DraftNode[] {
  const [start, greeting, ...rest] = nodes
  if (start === undefined || greeting === undefined) return [...nodes]
  const asked = prompt('中文服务请按1。For English, press 2.', '中文服务请按1。For English, press 2.')
  const choice = templateNode('language', 'menu', name('选择语言', 'Choose the language'), {
    prompt: asked,
    choices: languageSwitches.map(({ id }, index) => ({ digit: String(index + 1), to: id })),
    noInput: { attempts: 1, to: greeting.next ?? '' },
    noMatch: { attempts: 1, to: greeting.next ?? '' },
  })
  const switches = languageSwitches.map(({ id, language, name: [zh, en] }) => templateNode(id, 'set', name(zh, en), { assign: [], language, next: greeting.next ?? '' }))
  return [start, { ...greeting, next: choice.id }, choice, ...switches, ...rest]
}
