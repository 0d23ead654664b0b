import { readFileSync } from 'node:fs'
import type { FlowDocument } from '@callchart/flow'

/** What may stand in a flow file; the system checks it. */
export type FlowFile = Record<string, unknown> & { readonly id: string }
type NodeChanges = Readonly<Record<string, Readonly<Record<string, unknown>>>>

const example = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../flows/${name}`, import.meta.url), 'utf8'))

/** An example flow as it stands in its file. */
export const exampleFlow = (id: string): FlowFile => example(`${id}.flow.json`) as FlowFile
/** A list of questions of the example flows. */
export const exampleFaq = (id: string): unknown => example(`${id}.faq.json`)

export interface CalendarFile {
  readonly id: string
  readonly [field: string]: unknown
}

/** A calendar of the example flows that never closes: the tests run at any hour. */
export const alwaysOpen = (id: string): CalendarFile => ({
  ...(example(`${id}.calendar.json`) as CalendarFile),
  weekly: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '00:00', to: '24:00' }],
  holidays: [],
})

const english = (...texts: string[]) => ({ 'en-US': texts })

/** The example flow under another id, with nodes changed: calls of one file run at once and must not share a queue. */
export function cardServices(id: string, nodes: NodeChanges = {}, settings: Partial<FlowDocument['settings']> = {}): FlowFile {
  const file = JSON.parse(readFileSync(new URL('../../flows/card-services.flow.json', import.meta.url), 'utf8')) as FlowFile & { nodes: { id: string }[] }
  return { ...file, id, dnis: [], settings, nodes: file.nodes.map((node) => ({ ...node, ...nodes[node.id] })) }
}

const flow = (id: string, nodes: readonly object[], rest: object = {}): FlowFile => ({ schemaVersion: 1, id, name: id, languages: ['en-US'], nodes, ...rest })

const asked = (id: string, prompt: string, rest: object) => ({ id, kind: 'ask', name: id, prompt: english(prompt), noInput: { to: 'bye' }, noMatch: { to: 'bye' }, ...rest })
const said = (id: string, prompt: string, next: string, rest: object = {}) => ({ id, kind: 'say', name: id, prompt: english(prompt), next, ...rest })
const bye = { id: 'bye', kind: 'hangup', name: 'Goodbye', prompt: english('Thank you and goodbye.') }
const code = { id: 'code', kind: 'collect', name: 'Code', prompt: english('Please enter your code.'), variable: 'code', minCount: 4, maxCount: 4, noInput: { to: 'bye' }, noMatch: { to: 'bye' }, next: 'codeTaken' }

/** A question, and a queue that is soon given up. */
export const desk = (id: string): FlowFile =>
  flow(
    id,
    [
      { id: 'start', kind: 'start', name: 'Start', next: 'question' },
      asked('question', 'What can I do for you?', { branches: [{ on: 'deny', to: 'bye' }] }),
      { id: 'toHuman', kind: 'transfer', name: 'To a human', queue: id, maxWaitMs: 4_000, ringMs: 1_500, summary: 'A caller.', next: 'bye', busy: 'nobody', noAnswer: 'nobody', failed: 'nobody' },
      said('nobody', 'Nobody is free.', 'question'),
      bye,
    ],
    { keyIntents: { human: { to: 'toHuman' } } },
  )

export const longNotice = 'This call may be recorded for training purposes. Our terms have changed since your last call.'
export const farewell = 'Have a nice day and goodbye.'

/** A long greeting; who asks for a human is bid farewell at once. */
export const greeting = (id: string): FlowFile =>
  flow(
    id,
    [
      { id: 'start', kind: 'start', name: 'Start', next: 'question' },
      asked('question', `${longNotice} What can I do for you?`, { branches: [{ on: 'deny', to: 'bye' }] }),
      { id: 'farewell', kind: 'hangup', name: 'Farewell', prompt: english(farewell) },
      bye,
    ],
    { keyIntents: { human: { to: 'farewell' } } },
  )

/** A model answers; where it does not, the caller is told so. */
export const questions = (id: string): FlowFile =>
  flow(id, [
    { id: 'start', kind: 'start', name: 'Start', next: 'questions' },
    {
      id: 'questions', kind: 'knowledge', name: 'Questions', prompt: english('What would you like to know?'), source: 'llm',
      faq: [{ id: 'parking', questions: english('where can i park'), answer: english('Behind the house.') }],
      more: english('Anything else?'), deadlineMs: 3_000, noAnswer: { attempts: 0 },
      noInput: { to: 'bye' }, noMatch: { to: 'bye' }, next: 'bye', fallback: 'sorry',
    },
    said('sorry', 'I cannot answer that.', 'bye'),
    bye,
  ])

/** A notice that must be heard, then a code of four digits, then a menu in which the terminator is a choice. */
export const codeEntry = (id: string): FlowFile =>
  flow(
    id,
    [
      { id: 'start', kind: 'start', name: 'Start', next: 'notice' },
      said('notice', longNotice, 'code', { interruptible: false }),
      code,
      {
        id: 'codeTaken', kind: 'menu', name: 'Menu', prompt: english('Press one to end the call, or the pound key to leave.'),
        choices: [{ digit: '1', to: 'bye' }, { digit: '#', to: 'leaked' }], noInput: { to: 'bye' }, noMatch: { to: 'bye' },
      },
      { id: 'leaked', kind: 'hangup', name: 'Leaked', prompt: english('You pressed the pound key.') },
      bye,
    ],
    { variables: { code: { type: 'string' } }, keyIntents: { human: { to: 'leaked' } } },
  )
