import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ScriptedService } from '../testing/scripted-service.js'
import { humanAt, SwitchWorld } from '../testing/switch-world.js'

let switched: SwitchWorld
let service: ScriptedService
beforeAll(async () => {
  service = await ScriptedService.open()
  const flow = humanAt('attended', { extension: '2000' })
  const sensitive = { ...flow, variables: { pin: { type: 'string', sensitive: true }, plan: { type: 'string' } } }
  switched = await SwitchWorld.open({ attended: sensitive }, { handover: { url: `${service.url}/handed?from=us`, secret: 'CRM' }, secrets: { CRM: 'top-secret' } })
}, 240_000)
afterAll(async () => {
  await switched.close()
  await service.close()
})

interface Handed {
  readonly callId: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly transcript: readonly { readonly who: string; readonly text: string }[]
}

const outcomeOf = async (callId: string): Promise<unknown> => {
  const entries = await switched.world.journal(callId)
  return entries.flatMap((entry) => (entry.kind === 'effect.settled' && entry.body.type === 'handover.push' ? [entry.body.outcome] : []))[0]
}

/** Time passes, with room for what it brings about. */
const settles = (callId: string): Promise<void> => switched.world.until(async () => (await outcomeOf(callId)) !== undefined)

describe('what is handed over with a caller', () => {
  it('is pushed with the summary, the variables and the transcript, and holds up nothing', async () => {
    const { line, callId } = await switched.asksForHuman('attended', { variables: { pin: '4321', plan: 'gold' } })
    await line.next('ring')
    const asked = await service.asked()

    expect(asked).toMatchObject({ method: 'POST', path: '/handed?from=us', authorization: 'Bearer top-secret' })
    const body = JSON.parse(await asked.body()) as Handed
    expect(asked.key).toBe(`${callId}/${(body as unknown as { transferId: string }).transferId}`)
    expect(body).toMatchObject({ callId, flow: 'attended', summary: 'Wants a human', target: { type: 'extension', extension: '2000' }, mode: 'attended', ani: '+15550100' })
    expect(body.variables).toEqual({ pin: '••••', plan: 'gold' })
    expect(body.transcript.map(({ who, text }) => `${who}: ${text}`)).toEqual(['bot: I will get somebody.'])
    asked.answer({})
    await settles(callId)
    expect(await outcomeOf(callId)).toBe('sent')
    line.tells({ type: 'line.left', by: 'caller' })
    await switched.over(callId)
  })

  it('is tried again while the receiver is away, under the same key, five times within a minute', async () => {
    const { line, callId } = await switched.asksForHuman('attended')
    const began = switched.world.clock.now()
    const keys: (string | undefined)[] = []
    const refuses = async (): Promise<void> => {
      const asked = await service.asked()
      keys.push(asked.key)
      asked.answer({}, 503)
      if (keys.length < 5) await refuses()
    }
    void refuses()

    await settles(callId)

    expect(await outcomeOf(callId)).toBe('unreachable')
    expect(keys.length).toBe(5)
    expect(new Set(keys).size).toBe(1)
    expect(switched.world.clock.now() - began).toBeLessThan(60_000)
    line.tells({ type: 'line.left', by: 'caller' })
    await switched.over(callId)
  })

  it('is not tried again where the receiver does not want it', async () => {
    const { line, callId } = await switched.asksForHuman('attended')
    ;(await service.asked()).answer({}, 422)
    await settles(callId)
    expect(await outcomeOf(callId)).toBe('refused')
    line.tells({ type: 'line.left', by: 'caller' })
    await switched.over(callId)
  })
})
