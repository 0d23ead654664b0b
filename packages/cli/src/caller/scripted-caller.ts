import { msToSamples, samplesToMs, type CallView } from '@callchart/protocol'
import { CliError } from '../errors.js'
import type { CallLeg } from './call-leg.js'
import type { CallWatch } from './call-watch.js'
import type { SpokenStep } from './latency.js'
import type { HangUpPlace, Step } from './step.js'

/** A step with its sound at hand. */
export type ReadyStep = Step & { readonly samples?: Int16Array }

export interface ScriptedCallerOptions {
  readonly leg: CallLeg
  readonly watch: CallWatch
  /** Longest wait for the bot to listen, to speak or to connect. */
  readonly patienceMs: number
  readonly onStep?: (step: Step, atMs: number) => void
}

/** A caller who hangs up at a stage of the transfer is in it for so long. */
const stayMs = 300

const isAt: Readonly<Record<HangUpPlace, (view: CallView) => boolean>> = {
  announcement: ({ statePath }) => statePath.at(-1) === 'announcing',
  queue: ({ transfer }) => transfer?.outcome === 'queued',
  ringing: ({ transfer }) => transfer?.outcome === 'ringing',
  whisper: ({ transfer }) => transfer?.outcome === 'whisper',
  accepted: ({ transfer }) => transfer?.outcome === 'accepted',
}

const waitingOutcomes = ['requested', 'queued', 'ringing', 'accepted', 'whisper']
const waitsForHuman = ({ transfer }: CallView): boolean => transfer !== null && waitingOutcomes.includes(transfer.outcome)

/** Acts out the steps of a script on a connected telephone. */
export class ScriptedCaller {
  readonly spoken: SpokenStep[] = []
  /** End of the latest thing said or pressed. */
  private actedUntilSample = -1
  /** Prompts of the bot that begin after this sample are the answer to the latest untimed step. */
  private anchorSample = 0
  private over = false

  constructor(private readonly options: ScriptedCallerOptions) {
    void options.leg.connection.closed.then(() => (this.over = true))
  }

  /** Returns the steps that the end of the call cut off. @throws CliError CLI_CALL_STUCK */
  async perform(steps: readonly ReadyStep[]): Promise<readonly Step[]> {
    for (const [index, step] of steps.entries()) {
      if (!(await this.isTimeFor(step))) return steps.slice(index)
      this.options.onStep?.(step, samplesToMs(this.telephone.clockSamples))
      if (!(await this.beforeEnd(this.act(step)))) return steps.slice(index)
      if (step.atMs === undefined) this.anchorSample = this.telephone.clockSamples
    }
    return []
  }

  /**
   * Waits until the bot has answered the latest step and listens again; while the caller waits for a human it listens for keys only.
   * False: the call ended first. @throws CliError CLI_CALL_STUCK
   */
  untilListening(forKeys = false): Promise<boolean> {
    const isAnew = ({ listening }: CallView): boolean => listening !== null && listening.sinceMs > samplesToMs(this.actedUntilSample)
    return this.untilView((view) => isAnew(view) && (forKeys || !waitsForHuman(view)), 'for the bot to listen')
  }

  private async untilView(holds: (view: CallView) => boolean, what: string): Promise<boolean> {
    const abort = new AbortController()
    try {
      return (
        (await this.beforeEnd(
          this.inTime(
            this.options.watch.until((view) => view.status === 'ended' || holds(view), abort.signal),
            what,
          ),
        )) && !this.over
      )
    } finally {
      abort.abort(new Error('no longer waited for'))
    }
  }

  private get telephone(): CallLeg['telephone'] {
    return this.options.leg.telephone
  }

  private async isTimeFor(step: Step): Promise<boolean> {
    if (step.afterMs !== undefined) return this.beforeEnd(this.telephone.reach(this.telephone.clockSamples + msToSamples(step.afterMs)))
    if (step.type === 'hang-up' && step.at !== undefined) return this.stayAt(step.at)
    if (step.atMs === undefined) return this.untilListening(step.type === 'press')
    return this.beforeEnd(this.inTime(this.intoPrompt(step.atMs), 'for a prompt'))
  }

  private async stayAt(place: HangUpPlace): Promise<boolean> {
    if (!(await this.untilView(isAt[place], `for the ${place === 'accepted' ? 'agent to accept' : place}`))) return false
    return this.beforeEnd(this.telephone.reach(this.telephone.clockSamples + msToSamples(stayMs)))
  }

  private async intoPrompt(ms: number): Promise<void> {
    let run = this.telephone.runs.firstFrom(this.anchorSample)
    for (; run === undefined && !this.over; run = this.telephone.runs.firstFrom(this.anchorSample))
      await this.telephone.reach(this.telephone.clockSamples + 1)
    if (run !== undefined) await this.telephone.reach(run.start + msToSamples(ms))
  }

  private async act(step: ReadyStep): Promise<void> {
    switch (step.type) {
      case 'say':
      case 'wav': {
        const at = await this.telephone.speak(step.samples ?? new Int16Array(0))
        this.spoken.push({ ...at, interrupts: step.atMs !== undefined })
        this.actedUntilSample = at.lastSample
        return
      }
      case 'press':
        this.actedUntilSample = await this.telephone.press(step.digits)
        return
      case 'silence':
        return this.telephone.reach(this.telephone.clockSamples + msToSamples(step.ms))
      case 'hang-up':
        return this.options.leg.connection.hangUp()
    }
  }

  /** False: the call ended before the work was done. */
  private async beforeEnd(work: Promise<unknown>): Promise<boolean> {
    if (this.over) {
      work.catch(() => undefined)
      return false
    }
    const done = work.then(() => true)
    const ended = this.options.leg.connection.closed.then(() => false)
    const first = await Promise.race([done, ended, this.options.watch.failed])
    if (!first) done.catch(() => undefined)
    return first
  }

  private async inTime<Result>(work: Promise<Result>, what: string): Promise<Result> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () =>
          reject(
            new CliError(
              'CLI_CALL_STUCK',
              `The caller waited ${this.options.patienceMs} ms ${what} in vain: look at the dialogue so far, or give --patience more time.`,
            ),
          ),
        this.options.patienceMs,
      )
    })
    try {
      return await Promise.race([work, late])
    } finally {
      clearTimeout(timer)
    }
  }
}
