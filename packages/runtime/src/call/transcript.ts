import type { FlowSnapshot } from '@callchart/flow'
import type { MediaFact, TranscriptEntry } from '@callchart/protocol'
import type { InterpretationBody } from './entries.js'
import type { ReadyVersion } from './ready-version.js'
import { chartTurnId, type CallState, type OpenTurn } from './state.js'

type Fact<Type extends MediaFact['type']> = Extract<MediaFact, { type: Type }>

/** What stands where something was said or typed that nobody may read. */
export const mask = '••••'

/** Values are compared as text: a secret may come back as a number or an amount. */
export const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

const turnOf = (state: CallState, onWire: string): OpenTurn | undefined => {
  const turnId = chartTurnId(state, onWire)
  return turnId === undefined ? undefined : state.turns.get(turnId)
}

/** Digits as they are written and as Chinese says them; 幺 and 两 stand for one and two. */
const digitForms = ['0零〇', '1一幺', '2二两', '3三', '4四', '5五', '6六', '7七', '8八', '9九'].map((forms) => `[${forms}]`)
/** What stands between the digits of a counted number. */
const chineseUnits = '[十百千万亿点元角分零，\\s]*'

const spelledOut = (signs: readonly string[]): string => signs.map((sign) => digitForms[Number(sign)] ?? sign).join('[^\\p{L}\\p{N}]*')

/** A number counted out in Chinese loses its zeros; with fewer than three other digits it could be any number. */
function countedOut(signs: readonly string[]): string[] {
  const said = signs.filter((sign) => sign !== '0')
  return said.length >= 3 && said.every((sign) => /[1-9]/.test(sign)) ? [said.map((sign) => digitForms[Number(sign)]).join(chineseUnits)] : []
}

/** A secret read back to the caller, digit by digit or in one, is no less of a secret. */
export function masked(text: string, secrets: ReadonlySet<string>): string {
  let shown = text
  for (const secret of secrets) {
    const signs = [...secret.replace(/[^\p{L}\p{N}]/gu, '')]
    if (signs.length < 3) continue
    for (const form of [spelledOut(signs), ...countedOut(signs)]) shown = shown.replace(new RegExp(form, 'giu'), mask)
  }
  return shown
}

export function notePromptStarted(state: CallState, fact: Fact<'prompt.started'>, atMs: number): void {
  const key = `${fact.turnId}/${fact.promptId}`
  const prompt = state.shown.promptTexts.get(key)
  if (prompt === undefined) return
  state.shown.promptLines.set(key, state.shown.transcript.length)
  state.shown.transcript.push({
    who: 'bot',
    text: masked(prompt.text, state.shown.secrets),
    startMs: atMs,
    endMs: atMs,
    nodeId: prompt.nodeId,
  })
}

/** A prompt's line ends when it was heard to its end or cut; a resumed one ends later. */
export function notePromptEnded(
  state: CallState,
  fact: Fact<'prompt.finished' | 'prompt.interrupted' | 'prompt.failed' | 'prompt.resumed'>,
  atMs: number,
): void {
  const line = state.shown.promptLines.get(`${fact.turnId}/${fact.promptId}`)
  const entry = line === undefined ? undefined : state.shown.transcript[line]
  if (line !== undefined && entry !== undefined) state.shown.transcript[line] = { ...entry, endMs: atMs }
}

/** What a sensitive variable holds is a secret, whoever gave it: the caller, a service, or whoever placed the call. */
export function noteSecrets({ ready, snapshot, shown }: CallState): void {
  for (const secret of secretsIn(ready, snapshot)) shown.secrets.add(secret)
}

/** What the chart knows that nobody may read, as texts. */
export function secretsIn(ready: ReadyVersion, snapshot: FlowSnapshot): string[] {
  if (ready.sensitiveVariables.size === 0) return []
  return Object.entries(ready.variablesOf(snapshot)).flatMap(([name, value]) => (ready.sensitiveVariables.has(name) && value !== null && value !== '' && typeof value !== 'boolean' ? [asText(value)] : []))
}

/** The fact comes before its interpretation: the line is written here and explained by `noteInterpretation`. */
export function noteUtterance(state: CallState, fact: Fact<'utterance'>): void {
  const turn = turnOf(state, fact.turnId)
  const text = fact.alternatives[0]?.text ?? ''
  const sensitive = turn?.effect.sensitive ?? false
  if (sensitive && text !== '') state.shown.secrets.add(text)
  const line: TranscriptEntry = {
    who: 'caller',
    text: sensitive ? mask : text,
    startMs: fact.startMs,
    endMs: fact.endMs,
    endpointSilenceMs: fact.endpointSilenceMs,
    ...(turn === undefined ? {} : { nodeId: turn.effect.nodeId }),
  }
  const explained = state.shown.interpretation
  delete state.shown.interpretation
  state.shown.transcript.push(explained === undefined ? line : { ...line, ...explained, startMs: line.startMs, endMs: line.endMs })
}

/** Written before its fact, in the same append, so that the turn is still known. */
export function noteInterpretation(state: CallState, { turnId, interpretation }: InterpretationBody): void {
  const turn = turnOf(state, turnId)
  const sensitive = turn?.effect.sensitive ?? false
  if (sensitive) {
    state.shown.secrets.add(interpretation.text)
    if (interpretation.type === 'value') state.shown.secrets.add(asText(interpretation.value))
  }
  const intent = intentOf(interpretation)
  if (intent !== undefined) state.shown.intents.push(intent)
  const { matched: _matched, ...withoutWords } = interpretation.why
  state.shown.interpretation = {
    who: 'caller',
    text: sensitive ? mask : interpretation.text,
    ...(intent === undefined ? {} : { intent }),
    ...(interpretation.type === 'ambiguous' ? { ambiguous: [...interpretation.intents] } : {}),
    confidence: interpretation.confidence,
    why: sensitive ? withoutWords : interpretation.why,
    startMs: 0,
    endMs: 0,
  }
}

const intentOf = (interpretation: InterpretationBody['interpretation']): string | undefined => {
  switch (interpretation.type) {
    case 'intent':
    case 'auxiliary':
      return interpretation.intent
    case 'key-intent':
      return interpretation.keyIntent
    case 'value':
    case 'ambiguous':
    case 'no-match':
      return undefined
  }
}

export function noteDigits(state: CallState, fact: Fact<'digits'>, atMs: number): void {
  const turn = turnOf(state, fact.turnId)
  const sensitive = turn?.effect.sensitive ?? false
  const { keys = {} } = turn?.effect.expect ?? {}
  const keyIntent = Object.hasOwn(keys, fact.digits) ? keys[fact.digits] : undefined
  if (keyIntent !== undefined) state.shown.intents.push(keyIntent)
  if (sensitive && keyIntent === undefined) state.shown.secrets.add(fact.digits)
  state.shown.transcript.push({
    who: 'caller',
    text: sensitive && keyIntent === undefined ? mask : fact.digits,
    ...(keyIntent === undefined ? {} : { intent: keyIntent }),
    startMs: turn?.firstDigitMs ?? atMs,
    endMs: atMs,
    ...(turn === undefined ? {} : { nodeId: turn.effect.nodeId }),
  })
}

/** Nothing that is said could be an answer: that nobody hears it is no loss. */
const asksForKeysAlone = ({ listen, expect }: OpenTurn['effect']): boolean =>
  listen?.digits !== undefined &&
  expect?.value === undefined &&
  [expect?.intents, expect?.keyIntents, expect?.auxiliary].every((names) => names === undefined || names.length === 0)

/** Why the caller was not heard, once a cause: a whole call by keys says it at its first question. */
export function noteDeafness(state: CallState, { turnId, cause }: Fact<'recogniser.unavailable'>, atMs: number): void {
  const text = `The caller's speech is not recognised, keys are taken: ${cause}`
  const turn = turnOf(state, turnId)
  if (turn !== undefined && asksForKeysAlone(turn.effect)) return
  if (state.shown.transcript.some((line) => line.who === 'system' && line.text === text)) return
  state.shown.transcript.push({ who: 'system', text, note: 'caller-not-heard', startMs: atMs, endMs: atMs, ...(turn === undefined ? {} : { nodeId: turn.effect.nodeId }) })
}
