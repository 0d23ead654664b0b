import type { AddToIntentRequest, AddToIntentResponse, ReopenRequest, UnrecognisedGroup, UnrecognisedGroupsQuery, UnrecognisedQuery, UnrecognisedView } from '@callchart/protocol'
import { mask } from '../call/transcript.js'
import { RuntimeError } from '../errors.js'
import type { Drafts } from '../drafts/drafts.js'
import type { FlowLibrary } from '../flows/flow-library.js'
import { addPhraseToDraft, removePhraseFromDraft } from './phrase-draft.js'
import type { NewPhrase } from './phrase-file.js'
import type { UnrecognisedRows } from './unrecognised-rows.js'

/** What people do with what was not understood. Each method @throws RUNTIME_FLOW_UNKNOWN, RUNTIME_STORE_UNAVAILABLE */
export interface Review {
  list(flow: string, query: UnrecognisedQuery): Promise<{ utterances: UnrecognisedView[]; nextCursor?: string }>
  groups(flow: string, query: UnrecognisedGroupsQuery): Promise<{ groups: UnrecognisedGroup[] }>
  /** @throws RUNTIME_UTTERANCE_UNKNOWN, RUNTIME_INTENT_UNKNOWN, RUNTIME_PHRASE_REFUSED, RUNTIME_FLOW_CHANGED, RUNTIME_FLOWS_FOLDER_READ_ONLY */
  addToIntent(flow: string, utteranceId: string, asked: AddToIntentRequest): Promise<AddToIntentResponse>
  /** @throws RUNTIME_UTTERANCE_UNKNOWN */
  dismiss(flow: string, utteranceId: string): Promise<{ settled: number }>
  /** Takes back either; a phrase that is live already stays. @throws RUNTIME_UTTERANCE_UNKNOWN, RUNTIME_FLOW_CHANGED */
  reopen(flow: string, utteranceId: string, asked: ReopenRequest): Promise<{ reopened: number }>
}

export interface ReviewParts {
  readonly rows: UnrecognisedRows
  readonly flows: Pick<FlowLibrary, 'views' | 'addPhrase' | 'isInFile'>
  readonly drafts: Pick<Drafts, 'view' | 'change'>
}

/** Who changes a draft where the request names nobody. */
const nobody = 'Callchart'

/** What is masked is no word of a phrase. */
const unmasked = (text: string): string => text.replaceAll(mask, ' ').replace(/\s+/gu, ' ').trim()

/** Intents of a sub-flow have its id in front. */
function placeOf(flow: string, intent: string): { readonly flow: string; readonly intent: string } {
  const at = intent.indexOf('/')
  return at < 0 ? { flow, intent } : { flow: intent.slice(0, at), intent: intent.slice(at + 1) }
}

export function createReview({ rows, flows, drafts }: ReviewParts): Review {
  const expectFlow = (flow: string, version?: string): void => {
    const view = flows.views().find((known) => known.flow === flow)
    if (view === undefined) throw new RuntimeError('RUNTIME_FLOW_UNKNOWN', `There is no flow "${flow}": see GET /v1/flows.`)
    if (version === undefined || version === view.version) return
    throw new RuntimeError('RUNTIME_FLOW_CHANGED', `Flow "${flow}" has another live version than the one that was looked at: look at it as it is now, and try again.`)
  }
  /** People who draw the flow find it in what they draw; else it is one line in the file that is live. */
  const add = async (flow: string, added: NewPhrase, author: string): Promise<Pick<AddToIntentResponse, 'added' | 'where'>> => {
    const { changed } = await drafts.view(flow)
    if (!changed && flows.isInFile(flow)) {
      const isNew = await flows.addPhrase(flow, added).catch((error: unknown) => {
        if (error instanceof RuntimeError && error.code === 'RUNTIME_FLOWS_FOLDER_READ_ONLY') return undefined
        throw error
      })
      if (isNew !== undefined) return { added: isNew, where: 'file' }
    }
    return { added: await addPhraseToDraft(drafts, flow, added, author), where: 'draft' }
  }
  return {
    async list(flow, query) {
      expectFlow(flow)
      return rows.list(flow, query)
    },
    async groups(flow, query) {
      expectFlow(flow)
      return { groups: await rows.groups(flow, query) }
    },
    async addToIntent(flow, utteranceId, { intent, phrase, version, author = nobody }) {
      expectFlow(flow, version)
      const row = await rows.find(flow, utteranceId)
      const words = phrase ?? unmasked(row.text)
      if (words === '') throw new RuntimeError('RUNTIME_PHRASE_REFUSED', 'Nothing but numbers was said: give the phrase that is to be added.')
      const place = placeOf(flow, intent)
      const added: NewPhrase = { intent: place.intent, language: row.language, phrase: words }
      const result = await add(place.flow, added, author)
      return { intent, phrase: words, ...result, settled: await rows.settle(row, 'added', intent) }
    },
    async dismiss(flow, utteranceId) {
      expectFlow(flow)
      return { settled: await rows.settle(await rows.find(flow, utteranceId), 'dismissed') }
    },
    async reopen(flow, utteranceId, { phrase, author = nobody }) {
      expectFlow(flow)
      const row = await rows.find(flow, utteranceId)
      if (row.intent !== null && phrase !== undefined) {
        const place = placeOf(flow, row.intent)
        const { changed } = await drafts.view(place.flow)
        if (changed) await removePhraseFromDraft(drafts, place.flow, { intent: place.intent, language: row.language, phrase }, author)
      }
      return { reopened: await rows.reopen(row) }
    },
  }
}
