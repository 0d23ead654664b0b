import { answerOfDemo } from '@callchart/cli'
import { answerOfEntries } from '@callchart/flow'
import { readFlowFile, simulateCall, type CallOptions, type Conversation, type FlowFile } from '@callchart/flow/testing'
import { createInterpreter, createRetriever, trainUnderstanding, type Interpreter } from '@callchart/nlu'
import { expect, it } from 'vitest'
import { act, type Deed, type Question, type Scenario } from './scenario.js'

/** The day of all these calls: a Monday, at five in the morning in New York. */
export const now = new Date('2026-11-02T10:00:00Z')

type TurnStart = Extract<Conversation['effects'][number], { type: 'turn.start' }>

/** An example flow with its own understanding, and the demo services behind it. */
export class TestedFlow {
  readonly file: FlowFile
  private readonly calls: Conversation[] = []
  readonly interpreters: ReadonlyMap<string, Interpreter>

  constructor(id: string) {
    this.file = readFlowFile(new URL(`../${id}.flow.json`, import.meta.url), { today: now.toISOString().slice(0, 10) })
    this.interpreters = new Map(this.file.compiled.manifest.understanding.map((source) => [source.language, createInterpreter(trainUnderstanding(source))]))
  }

  /** What the flow takes words for. */
  readonly interpret: NonNullable<CallOptions['interpret']> = (heard, expectation, language) => {
    const interpreter = this.interpreters.get(language)
    if (interpreter === undefined) throw new Error(`nobody understands ${language}`)
    return interpreter.interpret(heard, expectation, { now: new Date(now), timeZone: 'UTC' })
  }

  /** A call in which this is done. */
  call(deeds: readonly Deed[] = [], options: CallOptions = {}): Conversation {
    const call = simulateCall(this.file, { at: now, interpret: this.interpret, knowledge: answerOfEntries(this.file.compiled, createRetriever), http: answerOfDemo(() => now), ...options })
    this.calls.push(call)
    return act(call, deeds)
  }

  /** Turns of all calls so far. */
  get turns(): TurnStart[] {
    return this.calls.flatMap((call) => call.effects.filter((effect): effect is TurnStart => effect.type === 'turn.start'))
  }
}

/** The demo services, each answer so many milliseconds later. */
export function answersAfter(ms: number): NonNullable<CallOptions['http']> {
  const answer = answerOfDemo(() => now)
  return (request) => ({ ...answer(request), afterMs: ms })
}

/** Each scenario is one test. */
export function actOut(flow: TestedFlow, scenarios: readonly Scenario[], options: CallOptions = {}): void {
  it.each(scenarios)('$name', ({ does, path, hears = [], tags, cause }) => {
    const call = flow.call(does, options)

    call.expectPath(path.split(' '))
    if (cause === undefined) call.expectNoEffect({ type: 'call.hang-up' })
    else call.expectEffect({ type: 'call.hang-up', cause }, { times: 1 })
    if (tags !== undefined) expect(call.tags).toEqual(tags)
    expectInOrder(call, hears)
  })
}

/** Each is heard at some time of the call, one after the other. */
export function expectInOrder(call: Conversation, wanted: readonly RegExp[]): void {
  const heard = call.lines.filter(({ who }) => who === 'bot').map(({ text }) => text)
  let from = 0
  for (const words of wanted) {
    const at = heard.findIndex((text, index) => index >= from && words.test(text))
    expect(at, `${String(words)} after "${heard[from - 1] ?? ''}"\n${String(call)}`).toBeGreaterThanOrEqual(0)
    from = at + 1
  }
}

/** No menu asks more often. */
const mostAttempts = 5

const withWrongKey = (question: Question) => (question.wrongKey === undefined ? [] : [{ ...question, wrongKey: question.wrongKey }])

/** What no author of a flow has to think of at each question. */
export function actOutEverywhere(flow: TestedFlow, questions: readonly Question[], repeat: string, options: CallOptions = {}): void {
  it.each(questions)('hears again what was said at $at, when asking for it', ({ at, does }) => {
    flow.call(does, options).expectIn(at).says(repeat).expectPrompt(/./).expectIn(at)
  })

  it.each(questions)('is asked again at $at where the line does not carry', ({ at, does }) => {
    flow.call(does, options).turnFails().expectPrompt(/./).expectIn(at)
  })

  it.each(questions.flatMap(withWrongKey))('is asked again at $at after a key that means nothing, and then no more', ({ at, does, wrongKey }) => {
    const call = flow.call(does, options).presses(wrongKey).expectPrompt(/./).expectIn(at)

    for (let count = 0; count < mostAttempts && call.place === at; count += 1) call.presses(wrongKey)

    expect(call.place).not.toBe(at)
  })
}

/** What holds for every example flow. */
export function itHasNoProblem(flow: TestedFlow): void {
  it('has no problem', () => {
    expect(flow.file.problems).toEqual([])
  })
}

/** A small recogniser tells at most so many phrases apart. */
export const mostPhrases = 24

/** Called after all other tests of the flow: it looks at the questions of their calls. */
export function itIsHeardBySmallRecognisers(flow: TestedFlow): void {
  it('has no English question with more phrases than a small recogniser tells apart', () => {
    const crowded = flow.turns.flatMap(({ nodeId, expect: expectation, listen }) => {
      const phrases = listen?.speech === true && listen.language.startsWith('en') && expectation !== undefined ? flow.interpreters.get(listen.language)?.recogniserPhrases(expectation, 500) : []
      return (phrases ?? []).length > mostPhrases ? [`${nodeId}: ${phrases?.length ?? 0}`] : []
    })

    expect([...new Set(crowded)]).toEqual([])
  })
}
