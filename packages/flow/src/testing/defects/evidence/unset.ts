import type { VariableValue } from '../../../contract/events.js'
import type { FlowDocument } from '../../../document/schema.js'
import { beforeCall, chartOf, contextOf, pass, type Chart, type Passage } from '../call-point.js'
import type { LibraryFlow } from '../library-flow.js'
import { sameEvent, searchCall } from './search.js'
import { asksWhetherSet } from '../vocabulary.js'
import { speaks } from './watches.js'

/** Values that no flow says by itself, and how they are spoken in any language. */
const strangers = {
  string: { value: 'ZQX', spoken: /Z\W*Q\W*X/i },
  number: { value: 7_351_946, spoken: /7,?351,?946|seven million|七百三十五万/ },
  date: { value: '1931-01-07', spoken: /1931|一九三一/ },
} as const

const withInitial = (document: FlowDocument, variable: string, initial: VariableValue): FlowDocument => {
  const declared = document.variables[variable]
  return declared === undefined ? document : { ...document, variables: { ...document.variables, [variable]: { ...declared, initial } as typeof declared } }
}

/** The same call on another chart, as far as it goes there. */
const replay = (chart: Chart, passages: readonly Passage[]): Passage[] => {
  const replayed: Passage[] = []
  let point = beforeCall(chart)
  for (const { event } of passages) {
    const same = event.type === 'call.started' ? event : sameEvent(chart, point, event)
    if (same === undefined) return replayed
    const passage = pass(chart, point, same)
    replayed.push(passage)
    point = passage.to
  }
  return replayed
}

const saidIn = (passage: Passage | undefined): string[] =>
  (passage?.effects ?? []).flatMap((effect) => (effect.type === 'turn.start' || effect.type === 'turn.append' ? effect.prompts.map(({ text }) => text) : []))

/**
 * A call in which a prompt says a variable that nothing has set. Its value before the call is exchanged for one that no flow says by itself;
 * where that is heard, the same call on the flow as it is says an empty value in the same place.
 */
export const unsetSpoken = (flow: LibraryFlow, variable: string): Passage[] | undefined => {
  const declared = flow.document.variables[variable]
  if (declared === undefined || declared.type === 'boolean' || declared.type === 'list' || asksWhetherSet(flow.document, variable)) return undefined
  const { value, spoken } = strangers[declared.type]
  const chart = chartOf({ ...flow, document: withInitial(flow.document, variable, value) })
  const heard = searchCall(chart, speaks(spoken, ({ to }) => contextOf(to).variables[variable] === value))
  if (heard === undefined) return undefined
  const replayed = replay(chartOf(flow), heard)
  const last = replayed.at(-1)
  const isSame = replayed.length === heard.length && saidIn(last).length === saidIn(heard.at(-1)).length && !saidIn(last).some((text) => spoken.test(text))
  return isSame ? replayed : undefined
}
