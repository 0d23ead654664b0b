import type { Arrival, CallOfLine, LineAbilities, LineDesk, LineHangUp, LineRecorder, OriginateRequest, RingRequest, SendRequest, SipHeaders, SwitchConnector, SwitchFact, SwitchLine, SwitchTarget } from '../switch/switch-port.js'
import { RuntimeError } from '../errors.js'
import { Inbox } from './inbox.js'

/** What a line was told to do. */
export type LineOrder =
  | { readonly type: 'answer' }
  | { readonly type: 'drop-media' }
  | { readonly type: 'connect-media'; readonly mediaUrl: string; readonly token: string }
  | { readonly type: 'ring'; readonly request: RingRequest }
  | { readonly type: 'send'; readonly request: SendRequest }
  | { readonly type: 'join'; readonly legId: string }
  | { readonly type: 'drop-leg'; readonly legId: string }
  | { readonly type: 'refer'; readonly target: SwitchTarget; readonly headers: SipHeaders }
  | { readonly type: 'hold'; readonly isHeld: boolean }
  | { readonly type: 'digits'; readonly digits: string }
  | { readonly type: 'record'; readonly recordingId: string }
  | { readonly type: 'stop-recording' }
  | { readonly type: 'hang-up'; readonly cause: LineHangUp }

export type LineOrderOf<Type extends LineOrder['type']> = Extract<LineOrder, { type: Type }>

export const ableLine: LineAbilities = { consult: true, send: true, refer: true, hold: true, sendDigits: true }

/** A line whose switch does nothing by itself: a test says what it tells. */
export class ScriptedLine implements SwitchLine {
  readonly orders: LineOrder[] = []
  /** Legs that were sent for and are not over. */
  readonly legs = new Set<string>()
  call: CallOfLine | undefined
  isOver = false
  /** What is recorded for us now, where the switch records at all. */
  recording: string | undefined
  records = false
  private readonly inbox = new Inbox<LineOrder>()
  /** Orders that failed. */
  readonly refused: LineOrder[] = []
  /** Set while the switch cannot be told anything. */
  private failure: RuntimeError | undefined

  constructor(
    readonly switchId: string,
    readonly lineId: string,
    readonly abilities: LineAbilities = ableLine,
  ) {}

  /** Tells the call a fact, as its connector does. */
  tells(fact: SwitchFact): void {
    if (fact.type === 'leg.ended') this.legs.delete(fact.legId)
    if (fact.type === 'line.left') {
      this.isOver = true
      this.legs.clear()
    }
    this.call?.told(fact)
  }

  async next<Type extends LineOrder['type']>(type: Type): Promise<LineOrderOf<Type>> {
    return (await this.inbox.take((order) => order.type === type)) as LineOrderOf<Type>
  }

  /** Orders that no `next` took. */
  get unread(): readonly LineOrder[] {
    return this.inbox.left
  }

  fails(failure: RuntimeError | undefined): void {
    this.failure = failure
  }

  get recorder(): LineRecorder | undefined {
    return this.records ? { start: (recordingId) => this.startRecording(recordingId), stop: () => this.stopRecording() } : undefined
  }

  answer(): Promise<void> {
    return this.take({ type: 'answer' })
  }

  connectMedia(mediaUrl: string): Promise<void> {
    return this.take({ type: 'connect-media', mediaUrl, token: new URL(mediaUrl).searchParams.get('token') ?? '' })
  }

  dropMedia(): Promise<void> {
    return this.take({ type: 'drop-media' })
  }

  ring(request: RingRequest): Promise<void> {
    this.legs.add(request.legId)
    return this.take({ type: 'ring', request })
  }

  send(request: SendRequest): Promise<void> {
    this.legs.add(request.legId)
    return this.take({ type: 'send', request })
  }

  join(legId: string): Promise<void> {
    return this.take({ type: 'join', legId })
  }

  dropLeg(legId: string): Promise<void> {
    this.legs.delete(legId)
    return this.take({ type: 'drop-leg', legId })
  }

  refer(target: SwitchTarget, headers: SipHeaders): Promise<void> {
    return this.take({ type: 'refer', target, headers })
  }

  hold(isHeld: boolean): Promise<void> {
    return this.take({ type: 'hold', isHeld })
  }

  sendDigits(digits: string): Promise<void> {
    return this.take({ type: 'digits', digits })
  }

  hangUp(cause: LineHangUp): Promise<void> {
    return this.take({ type: 'hang-up', cause })
  }

  private async startRecording(recordingId: string): ReturnType<LineRecorder['start']> {
    await this.take({ type: 'record', recordingId })
    if (this.isOver) return 'gone'
    if (this.recording !== undefined) return 'running'
    this.recording = recordingId
    return { begunAgoMs: 0 }
  }

  private async stopRecording(): Promise<boolean> {
    await this.take({ type: 'stop-recording' })
    const isRecorded = this.recording !== undefined
    this.recording = undefined
    return isRecorded
  }

  private async take(order: LineOrder): Promise<void> {
    if (this.failure !== undefined) {
      this.refused.push(order)
      throw this.failure
    }
    this.orders.push(order)
    this.inbox.push(order)
  }
}

/** A call that the runtime has a scripted switch place. */
export interface PlacedCall {
  readonly request: OriginateRequest
  readonly line: ScriptedLine
}

/** A switch that a test plays. */
export class ScriptedSwitch implements SwitchConnector {
  isConnected = true
  /** Folder into which its lines are recorded. */
  recordsInto: string | undefined
  /** In the order in which they were placed. */
  readonly placed = new Inbox<PlacedCall>()
  /** Each time that a runtime opens its connection, or closes it. */
  readonly connection = new Inbox<'opened' | 'closed'>()
  private desk: LineDesk | undefined
  private count = 0

  constructor(
    readonly switchId = 'scripted',
    private readonly abilities: LineAbilities = ableLine,
    /** It has one connection, which the runtime opens that leases it. */
    private readonly isLeased = false,
  ) {}

  /** For `switches` of the settings; a later runtime takes it over. */
  get setting() {
    return {
      type: 'own' as const,
      switchId: this.switchId,
      isLeased: this.isLeased,
      recordsInto: () => this.recordsInto,
      open: ({ desk }: { readonly desk: LineDesk }): SwitchConnector => {
        this.desk = desk
        this.connection.push('opened')
        return this
      },
    }
  }

  /** A caller comes. */
  async calls(arrival: Partial<Omit<Arrival, 'switchId'>> = {}, abilities = this.abilities): Promise<{ readonly line: ScriptedLine; readonly callId: string; readonly token: string }> {
    const line = this.lineNamed(arrival.lineId ?? this.nextId(), abilities)
    const call = await this.open.arrived({ switchId: this.switchId, dnis: '+15550001', variables: {}, ...arrival, lineId: line.lineId }, line)
    line.call = call
    return { line, callId: call.callId, token: new URL(call.mediaUrl).searchParams.get('token') ?? '' }
  }

  /** A line of an earlier connection is found again. */
  async finds(lineId: string): Promise<ScriptedLine | undefined> {
    const line = this.lineNamed(lineId)
    line.call = await this.open.found(line)
    return line.call === undefined ? undefined : line
  }

  originate(request: OriginateRequest, callOf: (line: SwitchLine) => CallOfLine): Promise<SwitchLine> {
    if (!this.isConnected) return Promise.reject(new RuntimeError('RUNTIME_SWITCH_UNAVAILABLE', 'The scripted switch is away.'))
    const line = this.lineNamed(this.nextId())
    line.call = callOf(line)
    this.placed.push({ request, line })
    return Promise.resolve(line)
  }

  close(): Promise<void> {
    this.connection.push('closed')
    return Promise.resolve()
  }

  /** Lines that stood at the switch when a connection began. */
  stands(lineIds: readonly string[], since: number): Promise<void> {
    return this.open.stand(this.switchId, lineIds, since)
  }

  private lineNamed(lineId: string, abilities = this.abilities): ScriptedLine {
    const line = new ScriptedLine(this.switchId, lineId, abilities)
    line.records = this.recordsInto !== undefined
    return line
  }

  private nextId(): string {
    this.count += 1
    return `line-${this.count}`
  }

  private get open(): LineDesk {
    if (this.desk === undefined) throw new Error('No runtime has opened the scripted switch.')
    return this.desk
  }
}
