import { once } from 'node:events'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '@callchart/runtime'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { spokenBy } from './driver/caller.js'
import { cardServices, farewell, greeting } from './driver/flows.js'
import { dialRaw, refusalOf, startMessage } from './driver/raw-switch.js'
import { aSystemWith, TestSystem } from './driver/system.js'

const there = aSystemWith(cardServices('cards'), greeting('greeting'))

const asked = async (path: string, init: RequestInit): Promise<{ status: number; type: string | null; body: Record<string, unknown> }> => {
  const response = await fetch(new URL(path, there.system.url), init)
  return { status: response.status, type: response.headers.get('content-type'), body: (await response.json()) as Record<string, unknown> }
}
const post = (path: string, body: string, contentType = 'application/json') => asked(path, { method: 'POST', body, headers: { 'content-type': contentType } })

const apology = 'We are sorry. Something went wrong on our side, and this call has to end here. Please call again later. Goodbye.'

describe.concurrent('a media connection', () => {
  it.each([
    ['with a wrong token', '/media?token=wrong', 401, 'MEDIA_TOKEN_REFUSED'],
    ['without a token', '/media', 401, 'MEDIA_TOKEN_MISSING'],
    ['at another path', '/elsewhere?token=wrong', 404, 'MEDIA_PATH_UNKNOWN'],
  ])('%s is refused', async (_, path, status, code) => {
    expect(await refusalOf(`${there.system.mediaUrl}${path}`)).toMatchObject({ status, code })
  })

  it('that is the second one of a call is refused, and the call goes on; its token stays used after the call', async () => {
    const { callId, mediaUrl } = await there.api.createCall({ flow: 'greeting' })
    const first = await dialRaw(mediaUrl)
    first.send(startMessage())

    expect(await refusalOf(mediaUrl)).toMatchObject({ status: 409, code: 'MEDIA_ALREADY_CONNECTED' })
    await there.until('the call', async () => (await there.api.call(callId)).status === 'active')
    first.close(1_000)
    await there.ended(callId)
    // The bridge clears up a moment after the call's end is on record.
    await there.until('a used token', async () => (await refusalOf(mediaUrl)).code === 'MEDIA_TOKEN_REFUSED')
  })

  it('with an unknown codec is ended, and says why', async () => {
    const { callId, mediaUrl } = await there.api.createCall({ flow: 'greeting' })
    const socket = await dialRaw(mediaUrl)
    socket.send(startMessage({ format: 'mp3' }))

    const [code, reason] = (await once(socket, 'close')) as [number, Buffer]
    expect([code, reason.toString()]).toEqual([1_011, 'MEDIA_UNKNOWN_CODEC'])
    expect(await there.ended(callId)).toMatchObject({ cdr: [{ hangUpCause: 'media-error' }] })
  })

  it('that sends a message beyond all bounds is ended, and another call is unharmed', async () => {
    const other = await there.calls('greeting')
    const { callId, mediaUrl } = await there.api.createCall({ flow: 'greeting' })
    const socket = await dialRaw(mediaUrl)
    socket.send(startMessage())
    socket.send(Buffer.alloc(1_000_000))

    const [code] = (await once(socket, 'close')) as [number]
    expect(code).toBe(1_009)
    expect(await there.ended(callId)).toMatchObject({ cdr: [{ hangUpCause: 'media-error' }] })
    await other.isAsked('question')
    await other.says('speak to an agent')
    expect((await other.isHungUpOn()).path).toEqual(['start', 'question', 'farewell'])
  })

  it('that sends what no switch sends goes on', async () => {
    const caller = await there.calls('cards', { tapped: true })

    await caller.hearsFor(200)
    for (const message of bad) caller.sends(message)
    await caller.isAsked('question')
    for (const message of bad) caller.sends(message)
    await caller.says('when are you open')
    await caller.isAsked('question')
    await caller.says('no')
    const view = await caller.isHungUpOn()

    expect(view.path).toEqual(['start', 'welcome', 'question', 'hours', 'question', 'goodbye'])
    expect(view.cdr).toMatchObject([{ hungUpBy: 'bot', disposition: 'completed' }])
  })
})

/** Malformed, of an unknown kind, out of order, oversized, text instead of audio, half a frame, half a sample. */
const bad: readonly (string | Uint8Array)[] = [
  '{"event":', '{}', 'null', '[]', 'hello there', '{"event":"DTMF_END"}', '{"event":"DTMF_END","digit":"17"}', '{"event":"NO_SUCH_EVENT"}', '\u0000',
  startMessage(), '{"event":"MEDIA_MARK_PROCESSED","correlation_id":"m999"}', 'x'.repeat(70_000), Buffer.alloc(80, 0xff), Buffer.alloc(80, 0xff), new Uint8Array(0), Buffer.alloc(70_000, 0xff),
]

describe.concurrent('an HTTP request', () => {
  it('over the cap is refused', async () => {
    const { status, type, body } = await post('/v1/calls', JSON.stringify({ flow: 'cards', ani: 'x'.repeat(200_000) }))

    expect([status, body.code]).toEqual([413, 'RUNTIME_BODY_TOO_LARGE'])
    expect(type).toContain('application/problem+json')
  })

  it.each([
    ['with an unknown field', '/v1/calls', '{"flow":"cards","callerId":"1"}', 'RUNTIME_BODY_INVALID', 400],
    ['with another type of body', '/v1/calls', '[1,2]', 'RUNTIME_BODY_INVALID', 400],
    ['that is no JSON', '/v1/calls', '{"flow":', 'RUNTIME_BODY_MALFORMED', 400],
    ['for a flow that does not exist', '/v1/calls', '{"flow":"nothing"}', 'RUNTIME_FLOW_UNKNOWN', 404],
  ])('%s is refused', async (_, path, text, code, status) => {
    const { body, ...answer } = await post(path, text)

    expect([body.code, answer.status]).toEqual([code, status])
  })

  it('for a call that does not exist is refused', async () => {
    const { status, body } = await asked('/v1/calls/nothing', {})

    expect([status, body.code]).toEqual([404, 'RUNTIME_CALL_UNKNOWN'])
  })
})

describe('a flow file that turns bad while the system runs', () => {
  it('leaves the live version in place, and says what is wrong', async () => {
    const before = await there.flow('greeting')
    there.writeFlow('greeting', JSON.stringify({ ...greeting('greeting'), nodes: [] }))
    const hasErrors = async (): Promise<boolean> => (await there.flow('greeting'))?.problems.some(({ severity }) => severity === 'error') ?? false
    await there.until('problems of the file', hasErrors)

    expect((await there.flow('greeting'))?.version).toBe(before?.version)
    const caller = await there.calls('greeting')
    await caller.hearsFor(500)
    await caller.says('speak to an agent')
    const view = await caller.isHungUpOn()
    expect(view).toMatchObject({ version: before?.version, path: ['start', 'question', 'farewell'] })

    there.writeFlow('greeting', JSON.stringify(greeting('greeting')))
    await there.until('the mended file', async () => !(await hasErrors()))
  })
})

describe('the speech engine', () => {
  it('killed in mid-call is started again; the call goes on by keys or by voice, and so does another', async () => {
    const [caller, other] = [await there.calls('cards'), await there.calls('cards')]
    await Promise.all([caller.isAsked('question'), other.isAsked('question')])
    await caller.says('check my balance')
    await caller.isAsked('balanceCard')

    const pid = there.system.pids.speechEngine
    if (pid === undefined) throw new Error('no speech engine runs')
    process.kill(pid, 'SIGKILL')
    await caller.presses('4321#')
    await there.until('another speech engine', () => there.system.pids.speechEngine !== undefined && there.system.pids.speechEngine !== pid)

    const view = await caller.isAsked('question')
    expect(view.path.slice(0, 7)).toEqual(['start', 'welcome', 'question', 'setBalanceTopic', 'balanceCard', 'fetchBalance', 'sayBalance'])
    expect((await other.view()).status).toBe('active')
    const third = await there.calls('cards')
    await third.isAsked('question')
    await third.says('when are you open')
    expect(spokenBy('bot', await third.isAsked('question')).join(' ')).toContain('Our branches are open')
    for (const each of [caller, other, third]) each.hangsUp()
  })
})

describe('PostgreSQL', () => {
  it('gone in mid-call is not noticed by the caller, who is understood and hears the goodbye in full', async () => {
    const database = await startEmbeddedPostgres({ dataDir: join(there.folder, 'own-database'), temporary: true })
    const other = new TestSystem([greeting('greeting')])
    await other.start({ databaseUrl: database.url })
    const caller = await other.calls('greeting')
    await caller.hearsFor(800)

    await database.stop()
    await caller.says('speak to an agent')
    await caller.leg.connection.closed

    const heardMs = caller.heardMsSinceDeed()
    expect(heardMs).toBeGreaterThan(0.95 * (await caller.lengthOf(farewell)))
    expect(heardMs).toBeLessThan(await caller.lengthOf(apology))
    await other.close()
  })

  it('killed is started again, and takes calls as before', async () => {
    const other = new TestSystem([greeting('greeting')])
    await other.start()

    process.kill(other.databasePid, 'SIGKILL')
    await other.until('a call', () => other.api.createCall({ flow: 'greeting' }).then(() => true, () => false))

    const caller = await other.calls('greeting')
    await caller.hearsFor(800)
    await caller.says('speak to an agent')
    expect((await caller.isHungUpOn()).path).toEqual(['start', 'question', 'farewell'])
    await other.close()
  })
})

it('a seat with a wrong token is refused', async () => {
  const socket = new WebSocket(`${there.system.url.replace('http', 'ws')}/v1/seats?token=wrong`)
  const [error] = (await once(socket, 'error')) as [Error]

  expect(error.message).toContain('401')
})
