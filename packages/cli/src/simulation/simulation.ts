import {
  answerOfEntries,
  createFlowMachine,
  SimulatedCall,
  type CompiledFlow,
  type FlowResources,
  type SimulatedAnswer,
} from '@callchart/flow'
import { createInterpreter, createRetriever, trainUnderstanding } from '@callchart/nlu'
import { digitKeys } from '@callchart/protocol'
import { z } from 'zod'
import type { Step } from '../caller/step.js'
import { readVariables } from '../commands/variables.js'
import { UsageError } from '../errors.js'
import { answerOfDemo } from './demo-answer.js'

/** `queued` leaves the caller waiting, so that keys can be pressed. */
export const transferOutcomes = ['connected', 'busy', 'declined', 'no-answer', 'closed', 'overflow', 'failed', 'queued'] as const
export type TransferOutcome = (typeof transferOutcomes)[number]

const answerSchema = z.union([
  z.strictObject({ status: z.int().min(100).max(599), body: z.json().default(null) }),
  z.strictObject({ failure: z.string() }),
  z.strictObject({ outcomeUnknown: z.literal(true) }),
])

/** Begins a simulated call. @throws UsageError for answers and variables that cannot be read */
export function simulateCall(
  compiled: CompiledFlow,
  options: { readonly answers: readonly string[]; readonly variables: readonly string[]; readonly direction?: 'inbound' | 'outbound'; readonly resources: FlowResources },
): SimulatedCall {
  const interpreters = new Map(compiled.manifest.understanding.map((source) => [source.language, createInterpreter(trainUnderstanding(source))]))
  const answers = options.answers.map(readAnswer)
  const now = new Date()
  const demo = answerOfDemo(() => now)
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  return new SimulatedCall(createFlowMachine(compiled), {
    startsAt: now.getTime(),
    call: { variables: readVariables(options.variables), ...(options.direction === undefined ? {} : { direction: options.direction }) },
    ...(options.resources.calendars === undefined ? {} : { calendars: options.resources.calendars }),
    interpret: (alternatives, expectation, language) =>
      interpreters.get(language)?.interpret(alternatives, expectation, { now, timeZone }) ?? {
        type: 'no-match',
        text: alternatives[0]?.text ?? '',
        confidence: 0,
        slots: {},
        why: { by: 'nothing', losing: [] },
      },
    knowledge: answerOfEntries(compiled, createRetriever),
    http: (request) => (answers.length > 1 ? answers.shift() : answers[0]) ?? demo(request),
  })
}

function readAnswer(text: string): SimulatedAnswer {
  try {
    return answerSchema.parse(JSON.parse(text))
  } catch {
    throw new UsageError(`--answer ${text} is no answer: write {"status": 200, "body": {...}} or {"failure": "timeout"}.`)
  }
}

/** The transfer in which a call is left waiting. */
const waiting = new WeakMap<SimulatedCall, string>()

/** Does a step of the caller; returns why it cannot be done. A transfer that then is under way has its outcome at once. */
export function actOut(call: SimulatedCall, step: Step, outcome: TransferOutcome): string | undefined {
  if (call.isOver) return `The call was over before: ${describe(step)}.`
  const needsQuestion = step.type === 'say' || step.type === 'silence'
  if (needsQuestion && call.question === undefined)
    return `Nobody listens to: ${describe(step)}. The call is in ${call.statePath.join('.')}.`
  perform(call, step)
  if (call.transfer !== undefined && call.transfer.transferId !== waiting.get(call)) endTransfer(call, outcome)
  return undefined
}

function perform(call: SimulatedCall, step: Step): void {
  switch (step.type) {
    case 'say':
      return call.says(step.text)
    case 'press':
      return call.presses(step.digits)
    case 'silence':
      return call.staysSilent()
    case 'hang-up':
      return call.hangsUp()
    case 'wav':
      throw new UsageError('simulate hears no sound: use --say.')
  }
}

function endTransfer(call: SimulatedCall, outcome: TransferOutcome): void {
  switch (outcome) {
    case 'connected':
      if (call.transfer?.mode === 'refer') return call.isReferred()
      call.agentAnswers()
      return call.agentLeaves()
    case 'busy':
      return call.agentIsBusy()
    case 'declined':
      return call.agentDeclines()
    case 'no-answer':
      return call.nobodyAnswers()
    case 'closed':
      return call.queueIsClosed()
    case 'overflow':
      return call.queueIsFull()
    case 'queued':
      waiting.set(call, call.transfer?.transferId ?? '')
      return call.waitsInQueue(2, 120_000)
    case 'failed':
      return call.transferFails('simulated')
  }
}

function describe(step: Step): string {
  switch (step.type) {
    case 'say':
      return `say "${step.text}"`
    case 'press':
      return `press ${step.digits}`
    case 'silence':
      return 'silence'
    case 'hang-up':
      return 'hang up'
    case 'wav':
      return `play ${step.file}`
  }
}

/** A typed line: keys alone are pressed, everything else is said. */
export function stepOfLine(line: string): Step {
  if (line === '/silence') return { type: 'silence', ms: 0 }
  if (line === '/hangup') return { type: 'hang-up' }
  return [...line].every((key) => digitKeys.slice(0, 12).includes(key)) ? { type: 'press', digits: line } : { type: 'say', text: line }
}

/** What --json tells of a simulated call. */
export function callEnd(call: SimulatedCall): object {
  return {
    path: call.path,
    state: call.statePath,
    over: call.isOver,
    transcript: call.lines.map(({ who, text, interpretation }) => ({
      who,
      text,
      ...(interpretation === undefined ? {} : { interpretation }),
    })),
    variables: call.variables,
    effects: call.effects,
  }
}
