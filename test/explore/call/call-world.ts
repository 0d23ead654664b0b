import type { SeatEvent } from '@callchart/protocol'
import type { CallState } from '../../../packages/runtime/src/call/state.js'
import type { ReadyVersion } from '../../../packages/runtime/src/call/ready-version.js'
import { canonicalText } from '../text.js'
import { BridgeProcess } from './bridge-process.js'
import { ScriptedDatabase } from './database.js'
import { RuntimeProcess, type ReceivedRequest } from './runtime-process.js'
import type { ScriptedLine } from './switch.js'
import { plainState } from './plain-state.js'
import { CallWatch } from './watch.js'
import { ControlWire } from './wire.js'

/** A human at a seat, as they see it. */
interface Agent {
  readonly agentId: string
  readonly process: RuntimeProcess
  isSeated: boolean
  offerId?: string
  callId?: string
  /** Where their media is to connect; gone once it was tried. */
  token?: string
  line?: ScriptedLine
  readonly told: SeatEvent['type'][]
}

interface Step {
  isPossible(): boolean
  take(): void | Promise<void>
}

const mostAgents = 2
/** Longer waits are no race of a call. */
const longestTimerMs = 400_000

/** Everything that runs without time passing is done then. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const always = (): boolean => true

/**
 * One call: the shipped bridge and the shipped runtime, joined by a wire whose two directions may be held up. Their clocks are
 * apart, as those of two machines are. What may happen next is a list of named steps.
 */
export class CallWorld {
  readonly database = new ScriptedDatabase()
  readonly received: ReceivedRequest[] = []
  readonly bridge = new BridgeProcess()
  readonly watch = new CallWatch()
  readonly agents: Agent[] = []
  readonly processes: RuntimeProcess[] = []
  readonly faults: string[] = []
  readonly wire: ControlWire
  /** A talk with a human was given to an engine. */
  wasOverheard = false
  /** Music played while the caller was to answer. */
  wasMusicInQuestion = false
  private tokenCount = 0
  private readonly steps: ReadonlyMap<string, Step>
  /** Those that go into the bridge and stand in no other list. */
  private readonly bridgeSteps: ReadonlySet<string>

  private constructor(readonly ready: ReadyVersion) {
    this.wire = new ControlWire(() => this.runtime)
    this.wire.watch = this.watch
    this.startRuntime(1_000)
    this.bridgeSteps = new Set([...Object.keys(this.callerSteps()), ...Object.keys(this.engineSteps()), "the agent's media connect", 'the agent hangs up'])
    this.steps = new Map(Object.entries({ ...this.callerSteps(), ...this.engineSteps(), ...this.wireSteps(), ...this.runtimeSteps(), ...this.agentSteps() }))
  }

  static async open(ready: ReadyVersion): Promise<CallWorld> {
    const world = new CallWorld(ready)
    const connected = world.bridge.connect(world.wire)
    await world.pump()
    await connected
    await world.pump()
    return world
  }

  get runtime(): RuntimeProcess {
    const latest = this.processes.at(-1)
    if (latest === undefined) throw new Error('No runtime was started')
    return latest
  }

  /** One that was left behind and does not know it yet. */
  get oldRuntime(): RuntimeProcess | undefined {
    return this.processes.slice(0, -1).findLast((process) => !process.isDead && process.call !== undefined)
  }

  /** Nothing of the call is under way in the bridge or in the runtime. */
  get isOver(): boolean {
    return this.bridge.caller.isOver && this.bridge.isOver && this.database.isOver && this.runtime.call === undefined
  }

  /** Of the runtime that works on the call, or did last. */
  get lastState(): CallState | undefined {
    return this.processes.findLast(({ lastState }) => lastState !== undefined)?.lastState
  }

  get statePath(): string {
    const { lastState } = this
    return lastState === undefined ? 'nothing' : this.ready.statePath(lastState.snapshot).join('.')
  }

  choices(): string[] {
    return [...this.steps].flatMap(([name, step]) => (step.isPossible() ? [name] : []))
  }

  async take(name: string): Promise<void> {
    const step = this.steps.get(name)
    if (step === undefined) throw new Error(`There is no step "${name}"`)
    if (!step.isPossible()) return
    if (this.bridgeSteps.has(name)) this.watch.inputs.push(name)
    await step.take()
    await this.pump()
  }

  /** Two worlds with the same text go on in the same way. */
  fingerprint(): string {
    const { database, runtime, wire, agents } = this
    const times = new Set(['at', 'startedAt', 'answeredAt', 'endedAt', 'expectedAt', 'joinedAt', 'atMs', 'clockMs', 'shown', 'ready', 'origin', 'timers'])
    const state = runtime.call === undefined ? '' : canonicalText(plainState(runtime.call.state), times)
    const seats = agents.map(({ agentId, isSeated, token, told, line }) => [agentId, isSeated, token, told, line?.isOver])
    const link = [wire.areFactsLate, wire.areCommandsLate, wire.facts.length, wire.commands.length, wire.isOpen, runtime.diesAfterCommit]
    const rows = [database.epoch, database.entries, database.seats, database.offers, [...database.rows.keys()], database.isOver, database.isSlow]
    const asked = this.received.map(({ key, isAnswered, epoch }) => [key, isAnswered, epoch])
    return canonicalText([state, this.watch.inputs, seats, link, rows, asked, this.processes.map(({ isDead }) => isDead), runtime.clock.nextInMs === undefined])
  }

  /** Passes on whatever is not held up, until nothing moves. */
  async pump(): Promise<void> {
    await settle()
    for (;;) {
      this.replaceDead()
      const hasMoved = (!this.wire.areFactsLate && this.wire.deliverFact()) || (!this.wire.areCommandsLate && this.wire.deliverCommand())
      if (!hasMoved && !this.runtime.isDead) return
      await settle()
    }
  }

  /** 20 ms frames; what they cause is passed on frame by frame, as in life. */
  async passes(ms: number, isVoiced = false): Promise<void> {
    this.watch.inputs.push(`${isVoiced ? 'voice' : 'silence'} ${ms}`)
    const { engines, caller } = this.bridge
    const overheard = this.watch.isJoined ? engines.heardSamples : Infinity
    const question = this.watch.listeningTurn
    const music = caller.musicSends
    for (let passed = 0; passed < ms; passed += 20) {
      this.bridge.frame(isVoiced)
      await settle()
      if (this.wire.hasNews) await this.pump()
    }
    this.wasOverheard ||= this.watch.isJoined && engines.heardSamples > overheard
    this.wasMusicInQuestion ||= question !== undefined && this.watch.listeningTurn === question && caller.musicSends > music
  }

  private startRuntime(nowMs: number): void {
    const newToken = (): string => `token-of-an-agent-${String((this.tokenCount += 1)).padStart(4, '0')}`
    const { database, ready, received, faults } = this
    this.processes.push(new RuntimeProcess({ runtimeId: `r${this.processes.length + 1}`, database, ready, nowMs, received, newToken, faults }))
  }

  /** A process that died is noticed by the bridge, and another one answers from then on. */
  private replaceDead(): void {
    const { runtime } = this
    if (!runtime.isDead) return
    this.replaceRuntime()
  }

  private replaceRuntime(): void {
    const { runtime } = this
    if (runtime.isDead) for (const agent of this.agents) if (agent.process === runtime) agent.isSeated = false
    this.startRuntime(runtime.clock.now())
    this.wire.breaks()
  }

  private callerSteps(): Record<string, Step> {
    const { bridge } = this
    const isHere = (): boolean => !bridge.caller.isOver
    const presses = (digit: string): Step => ({ isPossible: isHere, take: () => bridge.caller.presses(digit) })
    return {
      'the caller speaks': { isPossible: isHere, take: () => this.passes(400, true) },
      'a moment passes': { isPossible: always, take: () => this.passes(400) },
      'nobody speaks': { isPossible: isHere, take: () => this.passes(1_200) },
      'the caller presses 1': presses('1'),
      'the caller presses #': presses('#'),
      'the caller hangs up': { isPossible: isHere, take: () => bridge.caller.leaves() },
    }
  }

  private engineSteps(): Record<string, Step> {
    const { engines } = this.bridge
    const recognises = (text: string): Step => ({ isPossible: () => engines.due !== undefined, take: () => engines.recognises(text) })
    return {
      'the engine hears "speak to an agent"': recognises('speak to an agent'),
      'the engine hears "set my code"': recognises('set my code'),
      'the engine hears "what is my balance"': recognises('what is my balance'),
      'the engine hears "leave a message"': recognises('leave a message'),
      'the engine hears "stop calling"': recognises('stop calling'),
      'the engine hears nothing': recognises(''),
      'an engine answers late': { isPossible: () => engines.stale !== undefined, take: () => engines.recognises('stop calling', engines.stale) },
      'the recogniser fails': { isPossible: () => engines.live !== undefined, take: () => engines.fails() },
      'the voice is lost': {
        isPossible: () => !engines.isVoiceLost,
        take: () => {
          engines.isVoiceLost = true
        },
      },
    }
  }

  private wireSteps(): Record<string, Step> {
    const { wire } = this
    return {
      'facts are late': { isPossible: () => !wire.areFactsLate, take: () => void (wire.areFactsLate = true) },
      'one fact arrives': { isPossible: () => wire.areFactsLate && wire.facts.length > 1, take: () => void wire.deliverFact() },
      'facts arrive': { isPossible: () => wire.areFactsLate, take: () => void (wire.areFactsLate = false) },
      'commands are late': { isPossible: () => !wire.areCommandsLate, take: () => void (wire.areCommandsLate = true) },
      'one command arrives': { isPossible: () => wire.areCommandsLate && wire.commands.length > 1, take: () => void wire.deliverCommand() },
      'commands arrive': { isPossible: () => wire.areCommandsLate, take: () => void (wire.areCommandsLate = false) },
      'the link breaks': { isPossible: () => wire.isOpen, take: () => wire.breaks() },
    }
  }

  private runtimeSteps(): Record<string, Step> {
    const isTimerDue = (process: RuntimeProcess | undefined): boolean => (process?.clock.nextInMs ?? Infinity) <= longestTimerMs
    const unanswered = (): ReceivedRequest | undefined => this.received.find(({ isAnswered }) => !isAnswered)
    const requestIdOf = ({ effect }: ReceivedRequest): string => effect.requestId
    return {
      'a timer of the runtime elapses': { isPossible: () => isTimerDue(this.runtime), take: () => this.runtime.clock.elapse() },
      'a timer of the old runtime elapses': { isPossible: () => isTimerDue(this.oldRuntime), take: () => this.oldRuntime?.clock.elapse() },
      'the journal is slow': { isPossible: () => !this.database.isSlow, take: () => this.database.becomesSlow() },
      'the journal goes on': { isPossible: () => this.database.isSlow, take: () => this.database.goesOn() },
      'a queue is looked at again': {
        isPossible: () => this.processes.some(({ isDead }) => !isDead) && this.agents.length > 0,
        take: () => Promise.all(this.processes.filter(({ isDead }) => !isDead).map(({ board }) => board.poll())).then(() => undefined),
      },
      'the runtime dies': { isPossible: always, take: () => this.runtime.kill() },
      'the runtime dies after its next commit': {
        isPossible: () => !this.runtime.diesAfterCommit,
        take: () => void (this.runtime.diesAfterCommit = true),
      },
      'another runtime takes over': { isPossible: () => this.runtime.call !== undefined, take: () => this.replaceRuntime() },
      'a lost call is taken up': {
        isPossible: () => this.runtime.call === undefined && !this.wire.isOpen && !this.database.isOver,
        take: () => this.runtime.endLost(),
      },
      'the call is ended from outside': { isPossible: () => this.runtime.call !== undefined, take: () => this.runtime.call?.hangUp('operator') },
      'the service answers': {
        isPossible: () => unanswered() !== undefined,
        take: () => {
          const request = unanswered()
          request?.answer({ type: 'request.succeeded', requestId: requestIdOf(request), status: 200, body: { balance: 7 } })
        },
      },
      'the service fails': {
        isPossible: () => unanswered() !== undefined,
        take: () => {
          const request = unanswered()
          request?.answer({ type: 'request.failed', requestId: requestIdOf(request), cause: 'status', status: 500 })
        },
      },
    }
  }

  private agentSteps(): Record<string, Step> {
    const seated = (test: (agent: Agent) => boolean) => (): Agent | undefined => this.agents.find((agent) => agent.isSeated && !agent.process.isDead && test(agent))
    const withOne = (find: () => Agent | undefined, take: (agent: Agent) => void): Step => ({
      isPossible: () => find() !== undefined,
      take: () => {
        const agent = find()
        if (agent !== undefined) take(agent)
      },
    })
    const offered = seated(({ offerId, line }) => offerId !== undefined && line === undefined)
    const called = (): Agent | undefined => this.agents.find(({ token }) => token !== undefined)
    const talking = (): Agent | undefined => this.agents.find(({ line }) => line !== undefined && !line.isOver)
    const answers = (type: 'accept' | 'decline') => (agent: Agent) => {
      const { offerId = '' } = agent
      if (type === 'decline') delete agent.offerId
      agent.process.board.command(agent.agentId, type === 'accept' ? { type, offerId } : { type, offerId, cause: 'declined' })
    }
    return {
      'an agent sits down': { isPossible: () => this.agents.filter(({ isSeated }) => isSeated).length < mostAgents, take: () => this.sits() },
      'the agent accepts': withOne(offered, answers('accept')),
      'the agent declines': withOne(offered, answers('decline')),
      "the agent's media connect": withOne(called, (agent) => this.connects(agent)),
      "the agent's media never come": withOne(called, (agent) => {
        delete agent.token
      }),
      'the agent ends the call': withOne(seated(({ callId }) => callId !== undefined), (agent) => agent.process.board.command(agent.agentId, { type: 'end', callId: agent.callId ?? '' })),
      'the agent leaves the seat': withOne(seated(always), (agent) => agent.process.board.command(agent.agentId, { type: 'leave' })),
      'the agent hangs up': withOne(talking, (agent) => agent.line?.leaves()),
    }
  }

  private async sits(): Promise<void> {
    const agent: Agent = { agentId: `agent${this.agents.length + 1}`, process: this.runtime, isSeated: true, told: [] }
    this.agents.push(agent)
    await this.runtime.seat(
      agent.agentId,
      (event) => this.tell(agent, event),
      () => void (agent.isSeated = false),
    )
  }

  private tell(agent: Agent, event: SeatEvent): void {
    agent.told.push(event.type)
    if (event.type === 'offered') agent.offerId = event.offerId
    if (event.type === 'accepted') {
      agent.callId = event.callId
      agent.token = event.mediaUrl.split('token=')[1] ?? ''
    }
    if (event.type === 'withdrawn' || event.type === 'ended') {
      delete agent.offerId
      delete agent.callId
      // Whoever is just connecting does not hear that it was for nothing.
      if (event.type === 'ended') delete agent.token
    }
  }

  private connects(agent: Agent): void {
    const line = this.bridge.connectAgent(agent.token ?? '')
    delete agent.token
    if (line !== undefined) agent.line = line
  }
}
