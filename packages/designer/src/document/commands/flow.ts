import type { DraftDocument, DraftNode, Json } from '@callchart/flow'
import type { Command } from '../command.js'
import { withoutLanguage } from '../languages.js'
import { withNames } from '../names.js'
import { withField, withNodeField, type FieldPath } from '../node-fields.js'

/** Fields that have commands of their own. */
const ownCommands: ReadonlySet<string | number> = new Set(['id', 'schemaVersion', 'nodes'])

/** Sets a field of the flow itself: its name, a setting, a voice; `undefined` makes it absent. */
export const editFlow = (path: FieldPath, value: Json | undefined): Command => ({
  kind: 'editFlow',
  mergeKey: path.join('.'),
  apply: (document) => (path[0] === undefined || ownCommands.has(path[0]) ? document : withField(document, path, value)),
})

/** Renames a queue wherever callers are taken to it. */
export const renameQueue = (from: string, to: string): Command => ({
  kind: 'renameQueue',
  apply: (document) => withNames(document, { queue: (name) => (name === from ? to : name) }),
})

/** The flow speaks a language more; what is said in it is still to be written. */
export const addLanguage = (language: string): Command => ({
  kind: 'addLanguage',
  apply: (document) => (document.languages.includes(language) ? document : { ...document, languages: [...document.languages, language] }),
})

/** The flow no longer speaks a language: everything that was said or heard in it goes. The last one stays. */
export const removeLanguage = (language: string): Command => ({
  kind: 'removeLanguage',
  apply: (document) => (document.languages.includes(language) && document.languages.length > 1 ? withoutLanguage(document, language) : document),
})

/** What one prompt says in one language. */
export interface PromptEdit {
  readonly node: string
  /** Of the prompt within its node: `['noInput', 'prompts']`. */
  readonly path: FieldPath
  readonly language: string
  /** None takes the language out of the prompt. */
  readonly variants: readonly Json[]
}

/** Changes what is said in many places at once. */
export const editPrompts = (edits: readonly PromptEdit[]): Command => {
  const [only, ...more] = edits
  return {
    kind: 'editPrompts',
    ...(only !== undefined && more.length === 0 && { mergeKey: `${only.node} ${only.path.join('.')} ${only.language}` }),
    apply: (document) => withPrompts(document, edits),
  }
}

function withPrompts(document: DraftDocument, edits: readonly PromptEdit[]): DraftDocument {
  const edited = new Set(edits.map(({ node }) => node))
  const nodes = document.nodes.map((node) => (edited.has(node.id) ? edits.filter((edit) => edit.node === node.id).reduce(withPrompt, node) : node))
  return nodes.every((node, index) => node === document.nodes[index]) ? document : { ...document, nodes }
}

const withPrompt = (node: DraftNode, { path, language, variants }: PromptEdit): DraftNode =>
  withNodeField(node, [...path, language], variants.length === 0 ? undefined : variants)
