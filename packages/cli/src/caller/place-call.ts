import { setTimeout as wait } from 'node:timers/promises'
import type { CallView, CreateCallRequest, TranscriptEntry } from '@callchart/protocol'
import { CliError } from '../errors.js'
import { actAsAgent, type Conversation } from './agent.js'
import type { AgentConduct } from './agent-conduct.js'
import { ApiClient } from './api-client.js'
import { LegClock, openCallLeg, type CallLeg } from './call-leg.js'
import { makeCallReport, type CallReport, type ReportedProblem } from './call-report.js'
import { CallWatch } from './call-watch.js'
import { gainOf, isAudible, speechLevel } from './levels.js'
import type { EchoSetting } from './parse-steps.js'
import { ScriptedCaller, type ReadyStep } from './scripted-caller.js'
import { takeSeat, type Seat } from './seat.js'
import type { Step } from './step.js'
import { writeStereoWav } from './wav.js'

/** Speech of −20 dB of full scale, where the caller says nothing that noise could be measured against. */
const usualSpeechRms = 3_277
const endWithinMs = 5_000
const settleMs = 1_500
/** An agent whose caller is gone has nothing left to do after this time. */
const agentEndMs = 8_000

export interface CallPlan {
  /** HTTP address of the running system. */
  readonly url: string
  readonly request: Partial<CreateCallRequest>
  readonly steps: readonly ReadyStep[]
  /** A human in the queues, who answers unless told otherwise; what both say once they are joined. */
  readonly agent?: {
    readonly queues: readonly string[]
    readonly conduct?: AgentConduct
    readonly agentWords: Int16Array
    readonly callerWords: Int16Array
  }
  readonly signalToNoiseDb?: number
  readonly echo?: EchoSetting
  readonly recordFile?: string
  readonly patienceMs: number
  readonly progress?: CallProgress
}

/** Told while the call runs. */
export interface CallProgress {
  readonly onSaid?: (entry: TranscriptEntry) => void
  readonly onEntered?: (nodeId: string) => void
  readonly onStep?: (step: Step, atMs: number) => void
  readonly onNote?: (note: string) => void
}

/**
 * Places one spoken call as the switch would and acts out its script in real time.
 * @throws CliError CLI_SYSTEM_UNREACHABLE, CLI_MEDIA_REFUSED, CLI_FILE_UNREADABLE
 */
export async function placeCall(plan: CallPlan): Promise<CallReport> {
  const api = new ApiClient(plan.url)
  const seats = await Promise.all((plan.agent?.queues ?? []).map((queue) => takeSeat(api, queue, 'Agent')))
  const clock = new LegClock()
  try {
    const { callId, mediaUrl } = await api.createCall(plan.request)
    const leg = await openCallLeg({
      mediaUrl,
      channelId: `caller-${callId.slice(0, 20)}`,
      variables: {},
      telephone: { noiseRms: noiseRms(plan), ...(plan.echo === undefined ? {} : { echo: plan.echo }) },
      clock,
      onIgnored: (reason) => plan.progress?.onNote?.(reason),
    })
    const watch = new CallWatch(api, callId, plan.progress)
    return await followCall(plan, leg, watch, seats, clock)
  } finally {
    for (const seat of seats) seat.close()
  }
}

async function followCall(plan: CallPlan, leg: CallLeg, watch: CallWatch, seats: readonly Seat[], clock: LegClock): Promise<CallReport> {
  const problems: ReportedProblem[] = []
  const caller = new ScriptedCaller({
    leg,
    watch,
    patienceMs: plan.patienceMs,
    ...(plan.progress?.onStep === undefined ? {} : { onStep: plan.progress.onStep }),
  })
  const talk =
    plan.agent === undefined
      ? undefined
      : actAsAgent({
          conduct: { does: 'answer' },
          ...plan.agent,
          seats,
          clock,
          caller: leg.telephone,
          onNote: (note) => plan.progress?.onNote?.(note),
        })
  talk?.catch(() => undefined)
  let conversation: Conversation | undefined
  try {
    const unfinished = (await caller.perform(plan.steps)).filter(
      (step) => step.type !== 'silence' && (step.type !== 'hang-up' || step.at !== undefined),
    )
    if (unfinished.length > 0) problems.push(cutOff(unfinished))
    conversation = leavesBefore(plan.steps) ? await afterwards(talk, plan.patienceMs) : await conversationOf(talk, leg, plan.patienceMs)
    await caller.untilListening()
  } catch (error) {
    if (!(error instanceof CliError) || error.code === 'CLI_SYSTEM_UNREACHABLE') throw error
    problems.push({ code: error.code, message: error.message })
  } finally {
    await leg.end()
  }
  const view = await finalView(watch)
  if (plan.recordFile !== undefined) await writeStereoWav(plan.recordFile, wholeOf(leg.telephone.said), wholeOf(leg.telephone.heard))
  return makeCallReport(view, soundOf(leg, caller), conversation, problems)
}

const leavesBefore = (steps: readonly Step[]): boolean => steps.some((step) => step.type === 'hang-up' && step.at !== undefined)

/** The caller is gone by the script, so that nothing comes of the agent's part; only a leg that stays behind matters. */
async function afterwards(talk: Promise<Conversation | undefined> | undefined, patienceMs: number): Promise<undefined> {
  const over = talk?.catch((error: unknown) => {
    if (error instanceof CliError && error.code === 'CLI_LEG_LEFT_OPEN') throw error
  })
  // An agent to whom nothing was offered waits on, and leaves with the seat.
  over?.catch(() => undefined)
  await Promise.race([over, wait(Math.min(patienceMs, agentEndMs))])
  return undefined
}

/** The conversation with the human, if there is to be one, unless the call ends before. */
async function conversationOf(
  talk: Promise<Conversation | undefined> | undefined,
  leg: CallLeg,
  patienceMs: number,
): Promise<Conversation | undefined> {
  if (talk === undefined) return undefined
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new CliError(
            'CLI_CALL_STUCK',
            `The agent waited ${patienceMs} ms for the caller in vain: does the script lead to a transfer to one of the queues?`,
          ),
        ),
      patienceMs,
    )
  })
  // What was said is known a moment after the end of the call at the latest.
  const cut = leg.connection.closed
    .then(() => wait(settleMs))
    .then(() => {
      throw new CliError('CLI_CALL_CUT', 'The call ended before the agent had done their part.')
    })
  cut.catch(() => undefined)
  try {
    return await Promise.race([talk, late, cut])
  } finally {
    clearTimeout(timer)
  }
}

const cutOff = (steps: readonly Step[]): ReportedProblem => ({
  code: 'CLI_CALL_CUT',
  message: `The call ended before ${steps.length === 1 ? 'this step' : `these ${steps.length} steps`}: ${steps.map(describeStep).join(', ')}.`,
})

function describeStep(step: Step): string {
  switch (step.type) {
    case 'say':
      return `say "${step.text}"`
    case 'press':
      return `press ${step.digits}`
    case 'wav':
      return `play ${step.file}`
    case 'silence':
      return `silence of ${step.ms} ms`
    case 'hang-up':
      return step.at === undefined ? 'hang up' : `hang up at the ${step.at}`
  }
}

function noiseRms(plan: CallPlan): number {
  if (plan.signalToNoiseDb === undefined) return 0
  const level = speechLevel(plan.steps.flatMap((step) => (step.samples === undefined ? [] : [step.samples])))
  return (level === 0 ? usualSpeechRms : level) * gainOf(-plan.signalToNoiseDb)
}

async function finalView(watch: CallWatch): Promise<CallView> {
  await Promise.race([
    watch.until((view) => view.status === 'ended'),
    watch.failed,
    new Promise((resolve) => setTimeout(resolve, endWithinMs).unref()),
  ])
  await watch.stop()
  if (watch.view === undefined) throw new CliError('CLI_SYSTEM_UNREACHABLE', 'The system did not tell of the call: see its log.')
  return watch.view
}

const wholeOf = (recording: { length: number; slice(start: number, end: number): Int16Array }): Int16Array =>
  recording.slice(0, recording.length)

const soundOf = (leg: CallLeg, caller: ScriptedCaller) => ({
  runs: leg.telephone.runs.runs,
  flushes: leg.flushes,
  spoken: caller.spoken,
  lastHeardUntil: (sample: number): number => {
    for (let index = Math.min(sample, leg.telephone.heard.length - 1); index >= 0; index -= 1)
      if (isAudible(leg.telephone.heard.at(index))) return index
    return -1
  },
})
