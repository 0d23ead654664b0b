import { rm } from 'node:fs/promises'
import { pino, type Logger } from 'pino'
import { ApiClient } from '../caller/api-client.js'
import { connectVoice, type Voice } from '../caller/voice.js'
import { CliError } from '../errors.js'
import { findFlow, stageFlow, type FoundFlow } from './flow-files.js'
import { readSettings, type Environment, type SystemSettings } from './settings.js'
import { startSpeechProcess } from './speech-process.js'
import { startSystem } from './start-system.js'

/** A system to call, and a voice to call it with. */
export interface Target {
  readonly url: string
  /** Id of the flow to call. */
  readonly flow: string
  readonly queues: readonly string[]
  readonly voice: Voice
}

export interface TargetOptions {
  /** Id or file. */
  readonly flow: string
  /** Of a running system; without it one is started for this work alone. */
  readonly url: string | undefined
  readonly environment: Environment
  readonly signal: AbortSignal
  readonly note: (line: string) => void
}

/**
 * Does work on a running system, or on one of its own that lives as long as the work.
 * @throws CliError CLI_FLOW_UNKNOWN, CLI_FLOW_INVALID, and what starting a system throws
 */
export async function withTarget<Result>(options: TargetOptions, work: (target: Target) => Promise<Result>): Promise<Result> {
  const settings = readSettings(options.environment, { port: 0, logLevel: 'error' })
  const logger = pino({ name: 'callchart', level: settings.logLevel }, pino.destination({ fd: 2, sync: true }))
  const target =
    options.url === undefined ? await ownSystem(options, settings, logger) : await runningSystem(options, options.url, settings, logger)
  try {
    return await Promise.race([work(target), interruption(options.signal)])
  } finally {
    target.voice.close()
    await target.close()
  }
}

type ClosableTarget = Target & { close(): Promise<void> }

async function ownSystem(options: TargetOptions, settings: SystemSettings, logger: Logger): Promise<ClosableTarget> {
  const found = await findFlow(options.flow, settings.flowsDir)
  const flowsDir = await stageFlow(found)
  const { dataDir: _own, databaseUrl: _kept, port: _port, ...rest } = settings
  const dropFlows = (): Promise<void> => rm(flowsDir, { recursive: true, force: true })
  const system = await startSystem({ ...rest, flowsDir, logger, signal: options.signal }).catch(async (error: unknown) => {
    await dropFlows()
    throw error
  })
  const close = async (): Promise<void> => {
    await system.close()
    await dropFlows()
  }
  try {
    await expectLive(new ApiClient(system.url), found)
  } catch (error) {
    await close()
    throw error
  }
  return { url: system.url, flow: found.flow, queues: found.queues, voice: connectVoice(system.speechAddress), close }
}

/** The flow's file may be here or not: a running system knows its own flows. */
async function runningSystem(options: TargetOptions, url: string, settings: SystemSettings, logger: Logger): Promise<ClosableTarget> {
  const found = await findFlow(options.flow, settings.flowsDir).catch(() => undefined)
  const speech = await startSpeechProcess({ logger, logLevel: settings.logLevel, environment: settings.environment })
  return {
    url,
    flow: found?.flow ?? options.flow,
    queues: found?.queues ?? [],
    voice: connectVoice(speech.ready),
    close: () => speech.stop(),
  }
}

/** A flow file with errors is known to the system, with what is wrong, but takes no calls. */
async function expectLive(api: ApiClient, found: FoundFlow): Promise<void> {
  const view = (await api.flows()).find((each) => each.flow === found.flow)
  if (view?.version !== undefined) return
  const problems = view?.problems.filter((problem) => problem.severity === 'error') ?? []
  const list = problems
    .map(
      (problem) =>
        `\n  ${problem.code}${problem.nodeId === undefined ? '' : ` at ${problem.nodeId}`}: ${problem.message} ${problem.wayOut}`,
    )
    .join('')
  throw new CliError('CLI_FLOW_INVALID', `${found.file} cannot take calls${list === '' ? ': see "callchart check".' : `:${list}`}`)
}

function interruption(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = (): void => reject(new CliError('CLI_CALL_CUT', 'Interrupted.'))
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}
