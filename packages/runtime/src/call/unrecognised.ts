import type { Interpretation, MediaFact } from '@callchart/protocol'
import type { InterpretationBody } from './entries.js'
import { maskNumbers } from './mask-numbers.js'
import { chartTurnId, effectKey, type CallState, type OpenRow, type OpenTurn } from './state.js'
import { masked } from './transcript.js'

/** When what was not understood is kept: where the caller agreed to the analysis, always, or never. */
export type KeepingRule = 'with-consent' | 'always' | 'never'

/** Not an effect of the step's own: those are counted from 0. */
const keptIndex = -1
const longestText = 1_000

function turnOf(state: CallState, onWire: string): OpenTurn | undefined {
  const turnId = chartTurnId(state, onWire)
  return turnId === undefined ? undefined : state.turns.get(turnId)
}

/** The flow names the variable; what the caller has taken back is not kept any more. */
function consents({ ready, snapshot }: CallState): boolean {
  const variable = ready.manifest.analysisConsent
  return variable !== undefined && ready.variablesOf(snapshot)[variable] === true
}

/** Decided once, before it is journaled. What answers a sensitive question is never kept. */
export function mayKeep(state: CallState, onWire: string, interpretation: Interpretation, rule: KeepingRule): boolean {
  if (interpretation.type !== 'no-match' || interpretation.text === '' || rule === 'never') return false
  const turn = turnOf(state, onWire)
  return turn !== undefined && !turn.effect.sensitive && (rule === 'always' || consents(state))
}

/** The utterance itself stands in the fact that follows. */
export function noteToKeep(state: CallState, { interpretation, keep }: InterpretationBody): void {
  if (keep === true) state.keeping = interpretation
}

/** Opens the row of an utterance that is to be kept; the step is that of the event in the same append. */
export function keepUnrecognised(state: CallState, fact: Extract<MediaFact, { type: 'utterance' }>, at: number): void {
  const { keeping } = state
  delete state.keeping
  const turn = turnOf(state, fact.turnId)
  if (keeping === undefined || turn === undefined) return
  const shown = (text: string): string => maskNumbers(masked(text, state.shown.secrets)).slice(0, longestText)
  const text = shown(keeping.text)
  const others = fact.alternatives.map((alternative) => shown(alternative.text)).filter((other) => other !== text)
  const open: OpenRow = {
    step: state.step + 1,
    index: keptIndex,
    at,
    effect: {
      type: 'utterance.keep',
      turnId: fact.turnId,
      nodeId: turn.effect.nodeId,
      flow: state.ready.manifest.flow,
      version: state.ready.version,
      language: turn.effect.listen?.language ?? '',
      text,
      alternatives: [...new Set(others)],
      losing: keeping.why.losing,
    },
  }
  state.rows.set(effectKey(open), open)
}

/** The row that the step just taken opened. */
export const keptRow = (state: CallState): OpenRow | undefined => state.rows.get(effectKey({ step: state.step, index: keptIndex }))
