import { afterEach, describe, expect, it } from 'vitest'
import { AriSite, lineId } from '../testing/ari-site.js'
import type { SendRequest } from './switch-port.js'

let site: AriSite
afterEach(() => site.close())

const sent: SendRequest = { legId: 'switch-4', target: { type: 'extension', extension: '2000' }, ringMs: 20_000, ani: '+15550100', headers: {} }

describe('a caller who could not be sent on', () => {
  it('gets a bot leg again', async () => {
    site = await AriSite.open()
    const line = await site.caller()
    site.asterisk.answers('POST', /\/continue$/, { status: 500, body: { message: 'no memory' } })
    await expect(line.send(sent)).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_ANSWER_UNEXPECTED' })
    site.connects(line)
    await site.botUp()
  })
})

describe('a caller whose first bot leg Asterisk refuses', () => {
  it.each([
    [{ status: 400, body: { message: 'external_host must be a valid websocket_client connection id.' } }, /external_host/],
    [{ status: 403, body: { message: 'read-only' } }, /403: read-only/],
  ])('is told to have none: %j', async (answer, detail) => {
    site = await AriSite.open()
    site.asterisk.answers('POST', /externalMedia$/, answer)
    site.tells('arrival', lineId)
    expect((await site.fact('media.lost')).detail).toMatch(detail)
    expect(site.asterisk.heard.some(({ path }) => path.endsWith('/continue'))).toBe(false)
  })
})

describe('a caller whom no flow takes', () => {
  it('goes where the dialplan sends those who come while Callchart is away', async () => {
    site = await AriSite.open()
    site.takes = false
    site.tells('arrival', lineId)
    expect((await site.asterisk.next('POST', /\/continue$/)).query).toMatchObject({ context: 'callchart-away' })
  })
})
