import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RuntimeError } from '../errors.js'
import { ScriptedSwitch, type ScriptedLine } from '../testing/scripted-switch.js'
import { humanAt, SwitchWorld } from '../testing/switch-world.js'

let switched: SwitchWorld
const site = new ScriptedSwitch()
beforeAll(async () => {
  switched = await SwitchWorld.open({ desk: humanAt('desk', { extension: '2000' }) }, {}, site)
}, 240_000)
afterAll(() => switched.close())

const away = new RuntimeError('RUNTIME_SWITCH_UNAVAILABLE', 'The switch is not connected.', { retryable: true })
const refusal = new RuntimeError('RUNTIME_SWITCH_UNAVAILABLE', 'The carrier refused with HTTP 503.')

const hangUp = (callId: string) => switched.world.asks('POST', `/v1/calls/${callId}/hangup`, { cause: 'api' })

async function rings(): Promise<{ readonly callId: string; readonly line: ScriptedLine }> {
  const { body } = await switched.world.asks<{ callId: string }>('POST', '/v1/dials', { flow: 'desk', target: { type: 'extension', extension: '3000' } })
  const { line } = await site.placed.take()
  line.tells({ type: 'line.ringing' })
  return { callId: body.callId, line }
}

/** Little by little: the runtime writes meanwhile. */
async function passes(ms: number): Promise<void> {
  for (let gone = 0; gone < ms; gone += 250) {
    switched.world.clock.advance(250)
    await switched.world.asks('GET', '/healthz')
  }
}

describe('a person who is called, where the call is ended before they answer', () => {
  it.each([
    ['the switch is away', away],
    ['the carrier refuses', refusal],
  ])('is rung no longer than %s', async (_, error) => {
    const { callId, line } = await rings()
    line.fails(error)
    await hangUp(callId)
    await passes(5_000)

    line.fails(undefined)
    await passes(1_000)

    expect(line.orders).toEqual([{ type: 'hang-up', cause: 'congestion' }])
    line.tells({ type: 'line.left', by: 'runtime' })
  })

  it('does not sit in silence: what is heard of them has them let go', async () => {
    const { callId, line } = await rings()
    line.fails(new RuntimeError('RUNTIME_SWITCH_UNABLE', 'Not now.'))
    await hangUp(callId)
    await switched.world.until(async () => ((await passes(250)), line.refused.length > 0))
    line.fails(undefined)

    line.tells({ type: 'line.answered' })

    expect(await line.next('hang-up')).toEqual({ type: 'hang-up', cause: 'normal' })
    line.tells({ type: 'line.left', by: 'runtime' })
    await passes(1_000)
    // That they ring may have been heard behind the end as well.
    const told = line.orders.length
    expect(line.orders.every(({ type }) => type === 'hang-up')).toBe(true)
    await passes(2_000)
    expect(line.orders.length).toBe(told)
  })
})

/** A call that was ended, and given up, while its switch could not be told of it. */
async function endsUntold(): Promise<{ readonly callId: string; readonly line: ScriptedLine }> {
  const { callId, line, bridge } = await switched.calls('desk')
  await bridge.plays()
  await line.next('ring')
  line.fails(away)
  await hangUp(callId)
  await bridge.next('call.hang-up')
  await bridge.hangsUp()
  await passes(75_000)
  await switched.over(callId)
  await switched.world.until(async () => (await switched.world.query(`select from calls where call_id = '${callId}' and status = 'ended'`)).length > 0)
  line.fails(undefined)
  return { callId, line }
}

const hangUpsOf = ({ orders }: ScriptedLine) => orders.filter(({ type }) => type === 'hang-up')

describe('a caller whose call is over, and whose switch was away for longer than it was waited for', () => {
  it.each<[string, (line: ScriptedLine) => unknown]>([
    ['stands there as it is connected again', (line) => site.stands([line.lineId], switched.world.clock.now())],
    ['is heard of', (line) => line.tells({ type: 'media.lost', detail: 'there is none' })],
  ])('is let go when their line %s', async (_, happens) => {
    const { line } = await endsUntold()

    await happens(line)

    expect(await line.next('hang-up')).toEqual({ type: 'hang-up', cause: 'normal' })
    line.tells({ type: 'line.left', by: 'runtime' })
  })

  it('goes where they would without us, if the call has failed', async () => {
    const { callId, line } = await endsUntold()
    await switched.world.query(`update calls set disposition = 'failed' where call_id = '${callId}'`)
    const givenBack = new Promise<void>((resolve) => Object.assign(line, { giveBack: async () => resolve() }))

    line.tells({ type: 'media.lost', detail: 'there is none' })

    await givenBack
    line.tells({ type: 'line.left', by: 'runtime' })
    await passes(500)
    expect(hangUpsOf(line)).toEqual([])
  })

  it('is left to the runtime that had their line last', async () => {
    const { callId, line } = await endsUntold()
    await switched.world.query(`update calls set line_epoch = line_epoch + 1 where call_id = '${callId}'`)

    line.tells({ type: 'media.lost', detail: 'there is none' })
    await site.stands([line.lineId], switched.world.clock.now())
    await passes(1_000)

    expect(hangUpsOf(line)).toEqual([])
  })

  it('is not there any more where the line has left', async () => {
    const { line } = await endsUntold()

    line.tells({ type: 'line.left', by: 'caller' })
    await passes(500)
    await site.stands([line.lineId], switched.world.clock.now())
    await passes(1_000)

    expect(hangUpsOf(line)).toEqual([])
  })
})
