import { z } from 'zod'
import { RuntimeError } from '../errors.js'
import type { CallOfLine, LegOutcome, OriginateRequest, SwitchConnector, SwitchLine, SwitchTarget } from './switch-port.js'
import { CarrierLines } from './carrier-lines.js'
import type { SwitchParts } from './switch-parts.js'
import { carrierAddressOf } from './target-word.js'
import { TwilioLine } from './twilio/line.js'
import { TwilioRest, type TwilioAccount } from './twilio/rest.js'
import { isSignedBy } from './twilio/signature.js'
import { dialTwiml, hangUpTwiml, rejectTwiml } from './twilio/twiml.js'

export interface TwilioSettings extends TwilioAccount {
  readonly switchId: string
  /** Base address under which Twilio reaches this server, `https://bot.example`: its requests are signed with it. */
  readonly publicUrl: string
  /** Base address under which Twilio reaches the bridge, `wss://bot.example`, where the bridge itself has another one. */
  readonly mediaUrl?: string | undefined
  /** SIP address of your telephone system, such as `sip:{extension}@pbx.example`. */
  readonly extensionAddress?: string | undefined
  /** Where callers go whom nobody takes; absent: they hear busy. */
  readonly fallback?: SwitchTarget | undefined
}

/** What Twilio asks or tells, each at an address of its own. */
export const twilioRequests = ['voice', 'next', 'dialled', 'leg', 'status', 'machine'] as const
export type TwilioRequest = (typeof twilioRequests)[number]

/** What every request of Twilio has. */
export const twilioForm = z.object({
  CallSid: z.string().min(1).max(100),
  CallStatus: z.string().max(40).default(''),
  Direction: z.string().max(40).default('inbound'),
  From: z.string().max(255).default(''),
  To: z.string().max(255).default(''),
  DialCallStatus: z.string().max(40).default(''),
  SipResponseCode: z.string().max(10).default(''),
  AnsweredBy: z.string().max(40).default(''),
})

type CallForm = z.infer<typeof twilioForm>

const fallbackRingMs = 60_000
const variableCount = 100
const variableChars = 4_000

const dialOutcomes: Readonly<Record<string, LegOutcome>> = { completed: 'left', answered: 'left', busy: 'busy', 'no-answer': 'no-answer', canceled: 'no-answer' }
const callOutcomes: Readonly<Record<string, LegOutcome>> = { busy: 'busy', 'no-answer': 'no-answer', canceled: 'no-answer', failed: 'failed' }
/** RFC 3261 section 21.6.2 */
const declinedCode = '603'

/**
 * Twilio Programmable Voice: its webhooks come here, TwiML and REST go there. Written after Twilio's documentation; tested against a
 * scripted peer, not against Twilio.
 *
 * @see https://www.twilio.com/docs/voice/twiml
 */
export class TwilioSwitch implements SwitchConnector {
  /** It is told something by REST whenever there is something to tell. */
  readonly isConnected = true
  private readonly rest: TwilioRest
  private readonly lines: CarrierLines<TwilioLine>

  constructor(
    private readonly settings: TwilioSettings,
    private readonly parts: SwitchParts,
  ) {
    this.rest = new TwilioRest(settings)
    this.lines = new CarrierLines(settings.switchId, parts.desk, (lineId) => this.lineNamed(lineId, true))
  }

  /** Takes up calls that an earlier process had, while new ones come already. */
  static open(settings: TwilioSettings, parts: SwitchParts): TwilioSwitch {
    const twilio = new TwilioSwitch(settings, parts)
    twilio.recover().catch((error: unknown) => parts.logger.warn({ switchId: settings.switchId, err: error }, 'calls of an earlier process were not looked for'))
    return twilio
  }

  get switchId(): string {
    return this.settings.switchId
  }

  /** What Twilio carries for others is left alone. */
  async recover(): Promise<void> {
    for (const { sid } of await this.rest.runningCalls()) await this.lines.recover(sid)
  }

  /** @param path of the request with its query, as it came */
  isSigned(signature: string | undefined, path: string, form: URLSearchParams): boolean {
    return isSignedBy(this.settings.authToken, signature, `${this.base}${path}`, form)
  }

  /**
   * A request of Twilio, whose signature is right and whose form fits `twilioForm`.
   * @param key of `next` the order's number, of `dialled` and `leg` the leg
   * @returns TwiML, or undefined where there is nothing to say
   */
  async asked(what: TwilioRequest, form: URLSearchParams, key: string): Promise<string | undefined> {
    const fields = twilioForm.parse(Object.fromEntries(form))
    if (what === 'voice' && fields.Direction === 'inbound') return this.arrived(fields, form, key)
    return this.lines.serve(lineNamedBy(what, form), writeAsked(what, form, key), (line) => this.tellLine(line, what, fields, key))
  }

  async hear(told: unknown): Promise<string | undefined> {
    const { what, form, key } = askedSchema.parse(told)
    const fields = new URLSearchParams(form)
    return this.tellLine(this.lines.get(lineNamedBy(what, fields)), what, twilioForm.parse(Object.fromEntries(fields)), key)
  }

  private async tellLine(line: TwilioLine | undefined, what: TwilioRequest, fields: CallForm, key: string): Promise<string | undefined> {
    switch (what) {
      case 'voice':
        line?.answered()
        return line?.asks() ?? hangUpTwiml()
      case 'next':
        return line?.asks(Number(key)) ?? hangUpTwiml()
      case 'dialled':
        // Asked too when it was the caller who hung up.
        if (fields.CallStatus === 'completed') line?.left(undefined, fields.CallStatus)
        return line?.dialled(key, dialOutcomes[fields.DialCallStatus] ?? 'failed', fields.DialCallStatus) ?? hangUpTwiml()
      case 'leg':
        if (fields.CallStatus === 'ringing') line?.legProgressed(key, 'ringing')
        else if (isUp(fields)) line?.legProgressed(key, 'answered')
        return undefined
      case 'status':
        if (line !== undefined) tellStatus(line, fields)
        return undefined
      case 'machine':
        line?.tell({ type: 'answered-by', who: whoIs(fields.AnsweredBy), detail: fields.AnsweredBy })
        return undefined
    }
  }

  async originate(request: OriginateRequest, callOf: (line: SwitchLine) => CallOfLine): Promise<SwitchLine> {
    const { shows } = request
    if (shows === undefined) throw new RuntimeError('RUNTIME_SWITCH_UNABLE', 'Twilio places no call without a number to show: name one of ours.')
    return this.lines.place(
      this.rest.place(this.placement(request, shows)).then(({ sid }) => this.lineNamed(sid)),
      callOf,
    )
  }

  close(): Promise<void> {
    this.lines.close()
    return Promise.resolve()
  }

  private get base(): string {
    return this.settings.publicUrl.replace(/\/+$/, '')
  }

  private addressOf(what: TwilioRequest, key?: string): string {
    const query = key === undefined ? '' : `?key=${encodeURIComponent(key)}`
    return `${this.base}/v1/switch/twilio/${encodeURIComponent(this.switchId)}/${what}${query}`
  }

  private placement({ target, ringMs, detectMachine }: OriginateRequest, shows: string): URLSearchParams {
    const form = new URLSearchParams({
      To: carrierAddressOf(target, this.settings.extensionAddress),
      From: shows,
      Url: this.addressOf('voice'),
      Method: 'POST',
      Timeout: String(Math.min(600, Math.max(1, Math.ceil(ringMs / 1_000)))),
      StatusCallback: this.addressOf('status'),
      StatusCallbackMethod: 'POST',
    })
    for (const event of ['ringing', 'answered', 'completed']) form.append('StatusCallbackEvent', event)
    if (!detectMachine) return form
    form.set('MachineDetection', 'Enable')
    form.set('AsyncAmd', 'true')
    form.set('AsyncAmdStatusCallback', this.addressOf('machine'))
    return form
  }

  /** The same caller may be told of twice. */
  private async arrived({ CallSid: lineId, From, To }: CallForm, form: URLSearchParams, key: string): Promise<string> {
    const known = this.lines.get(lineId)
    if (known !== undefined) return known.asks()
    const line = this.lineNamed(lineId)
    this.lines.set(lineId, line)
    try {
      const call = await this.parts.desk.arrived({ switchId: this.switchId, lineId, dnis: To, ...(From !== '' && { ani: From }), variables: variablesOf(form) }, line)
      line.belongsTo(call)
      const twiml = line.asks()
      await line.connectMedia(call.mediaUrl)
      return await twiml
    } catch (error) {
      this.lines.delete(lineId)
      const elsewhere = await this.parts.desk.hearElsewhere({ switchId: this.switchId, lineId }, writeAsked('voice', form, key)).catch(() => undefined)
      return typeof elsewhere?.value === 'string' ? elsewhere.value : this.turnedAway(error)
    }
  }

  private turnedAway(error: unknown): string {
    const code = error instanceof RuntimeError ? error.code : 'unforeseen'
    this.parts.logger.warn({ switchId: this.switchId, code }, 'nobody takes a caller of the switch')
    const { fallback, extensionAddress } = this.settings
    if (fallback === undefined) return rejectTwiml('busy')
    // The caller is nobody's: what comes of the dial is not asked about.
    return dialTwiml({ target: fallback, ringMs: fallbackRingMs, headers: {}, extensionAddress, doneUrl: this.addressOf('next'), progressUrl: this.addressOf('leg', 'fallback') })
  }

  private lineNamed(lineId: string, isFound = false): TwilioLine {
    const { rest, settings, parts } = this
    return new TwilioLine({
      switchId: this.switchId,
      lineId,
      isFound,
      rest,
      clock: parts.clock,
      extensionAddress: settings.extensionAddress,
      mediaBase: settings.mediaUrl,
      addressOf: (what, key) => this.addressOf(what, key),
      gone: () => this.lines.delete(lineId),
    })
  }
}

const askedSchema = z.object({ what: z.enum(twilioRequests), form: z.string(), key: z.string() })

/** A request, for `hear` of another runtime. */
const writeAsked = (what: TwilioRequest, form: URLSearchParams, key: string): z.input<typeof askedSchema> => ({ what, form: form.toString(), key })

/** What is told of a leg is of the human's call: the caller's is its parent. */
const lineNamedBy = (what: TwilioRequest, form: URLSearchParams): string => form.get(what === 'leg' ? 'ParentCallSid' : 'CallSid') ?? ''

/** What Twilio knows of the caller, and `SipHeader_X-…` of one who came by SIP. */
const variablesOf = (form: URLSearchParams): Record<string, string> =>
  Object.fromEntries([...form].filter(([name, value]) => name.length <= 100 && value.length <= variableChars).slice(0, variableCount))

const isUp = ({ CallStatus }: Pick<CallForm, 'CallStatus'>): boolean => CallStatus === 'in-progress' || CallStatus === 'answered'

const whoIs = (answeredBy: string): 'human' | 'machine' | 'unknown' =>
  answeredBy === 'human' ? 'human' : /^(machine|fax)/.test(answeredBy) ? 'machine' : 'unknown'

function tellStatus(line: TwilioLine, { CallStatus, SipResponseCode }: CallForm): void {
  if (CallStatus === 'ringing') line.tell({ type: 'line.ringing' })
  else if (isUp({ CallStatus })) line.answered()
  else if (CallStatus === 'completed' || CallStatus in callOutcomes) line.left(SipResponseCode === declinedCode ? 'declined' : callOutcomes[CallStatus], `${CallStatus} ${SipResponseCode}`.trim())
}
