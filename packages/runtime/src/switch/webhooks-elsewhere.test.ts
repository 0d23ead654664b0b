import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RecordingDesk } from '../testing/line-desk.js'
import { ManualClock } from '../testing/manual-clock.js'
import { askOf, ScriptedTwilioAccount, twilioAccount } from '../testing/scripted-twilio.js'
import { AsteriskDialplan } from './asterisk-dialplan.js'
import type { SwitchConnector } from './switch-port.js'
import { TwilioSwitch } from './twilio.js'

/** The desk of a runtime beside which another one has lines. */
class NeighbouredDesk extends RecordingDesk {
  neighbour: SwitchConnector | undefined
  readonly passedOn: unknown[] = []

  override async hearElsewhere(_line?: unknown, told?: unknown): Promise<never> {
    this.passedOn.push(told)
    const heard = this.neighbour === undefined ? undefined : { value: await this.neighbour.hear?.(JSON.parse(JSON.stringify(told))) }
    return heard as never
  }
}

const partsOf = (desk: RecordingDesk) => ({ desk, clock: new ManualClock(), logger: pino({ level: 'silent' }) })

let account: ScriptedTwilioAccount
beforeEach(async () => (account = await ScriptedTwilioAccount.open()))
afterEach(() => account.close())

describe('what Twilio tells a runtime that does not have the line', () => {
  const open = (desk: RecordingDesk) => new TwilioSwitch({ switchId: 'main', publicUrl: 'https://bot.example', restUrl: account.url, ...twilioAccount }, partsOf(desk))
  const inbound = { Direction: 'inbound', From: '+15550001', To: '+15550002', CallStatus: 'ringing' }

  it('goes to the one that has it, whose TwiML is the answer', async () => {
    const home = new RecordingDesk()
    const holder = open(home)
    await askOf(holder)('voice', inbound)
    const away = new NeighbouredDesk()
    away.neighbour = holder
    const other = open(away)

    await home.line.hangUp('normal')
    const twiml = await askOf(other)('next', { CallStatus: 'in-progress' })
    await askOf(other)('status', { CallStatus: 'completed' })

    expect(twiml).toContain('<Hangup')
    expect(home.facts).toContainEqual({ type: 'line.left', by: 'runtime', detail: 'completed' })
    expect(away.facts).toEqual([])
  })

  it('is taken up by that runtime where nobody has the line', async () => {
    const desk = new NeighbouredDesk()
    desk.known.add('CA1')
    await askOf(open(desk))('status', { CallStatus: 'completed' })
    expect(desk.facts).toEqual([{ type: 'line.left', by: 'caller', detail: 'completed' }])
  })
})

describe('a dialplan that asks a runtime that does not have its line', () => {
  const open = (desk: RecordingDesk) => new AsteriskDialplan({ switchId: 'main', user: 'asterisk', password: 'secret-1' }, partsOf(desk))
  const done = { n: 1, status: '', cause: '' }

  it('is told what the one says that has it', async () => {
    const home = new RecordingDesk()
    const holder = open(home)
    await holder.arrived({ lineId: 'u1', dnis: '+15550100', variables: {} })
    const away = new NeighbouredDesk()
    away.neighbour = holder
    const other = open(away)
    await home.line.hangUp('busy')

    const order = await other.next('u1', done, new AbortController().signal)
    await other.left('u1', '16')

    expect(order).toMatchObject({ n: 2, order: { do: 'bye' } })
    expect(home.facts.map(({ type }) => type)).toContain('line.left')
    expect(away.passedOn.length).toBe(2)
  })

  it('is taken up where nobody has the line', async () => {
    const desk = new NeighbouredDesk()
    desk.known.add('u1')
    await open(desk).left('u1', '16')
    expect(desk.facts.map(({ type }) => type)).toEqual(['line.left'])
  })
})
