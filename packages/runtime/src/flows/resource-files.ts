import { calendarFileEnd, faqFileEnd, flowFileEnd, rulesFileName, type FlowDocument, type LibraryFile } from '@callchart/flow'
import type { LibraryState } from './library-state.js'

/** What a draft is checked with beside the installation itself. */
export interface CheckingResources {
  /** As files of a folder: the other flows as they run, calendars, lists of questions, rules. */
  readonly files: readonly LibraryFile[]
  /** Earlier versions that sub-flow nodes are pinned to, by identity. */
  readonly versions: readonly { readonly version: string; readonly document: FlowDocument }[]
}

const fileOf = (id: string, end: string, content: object): LibraryFile => ({ name: `${id}${end}`, text: JSON.stringify(content) })

export function checkingResourcesOf({ checkedWith, calendars }: LibraryState): CheckingResources {
  if (checkedWith === undefined) return { files: [], versions: [] }
  const { neighbours, faqs } = checkedWith
  const { text } = neighbours.rules
  return {
    files: [
      ...[...neighbours.flows].map(([flow, { document }]) => fileOf(flow, flowFileEnd, document)),
      ...[...calendars].map(([id, { calendar }]) => fileOf(id, calendarFileEnd, calendar)),
      ...[...faqs.good].map(([id, faq]) => fileOf(id, faqFileEnd, faq)),
      ...(text === undefined ? [] : [{ name: rulesFileName, text }]),
    ],
    versions: [...neighbours.resources.versions].map(([version, document]) => ({ version, document })),
  }
}
