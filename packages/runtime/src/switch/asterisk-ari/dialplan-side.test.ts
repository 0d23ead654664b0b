import { readFileSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import { AriSite, lineId } from '../../testing/ari-site.js'

let site: AriSite
afterEach(() => site.close())

const ask = { legId: 'switch-4', target: { type: 'extension', extension: '2000' }, ringMs: 20_000, headers: {} } as const

it('shows a number of ours to an outside person, and the caller to whomever they are sent to next', async () => {
  site = await AriSite.open()
  const line = await site.caller()
  await line.send({ ...ask, target: { type: 'number', number: '+442071838750', shows: '+1 (800) 555-0100' } })
  site.tells('back', lineId, { args: ['back', 'switch-4', 'BUSY', '17'] })
  await site.fact('leg.ended')

  await line.send(ask)

  const set = site.asterisk.heard.map(({ query }) => query)
  expect(set.filter(({ variable }) => variable === 'CALLCHART_SHOWS').map(({ value }) => value)).toEqual(['+18005550100', ''])
  expect(set.some(({ variable }) => variable?.startsWith('CALLERID'))).toBe(false)
})

it('a caller who is sent on takes along what the dialplan of deploy/asterisk uses, and nothing else', async () => {
  site = await AriSite.open()
  const line = await site.caller()
  await line.send(ask)

  const dialplan = readFileSync(new URL('../../../../../deploy/asterisk/etc/extensions_callchart.conf', import.meta.url), 'utf8')
  const context = dialplan.split('\n[').find((each) => each.startsWith('callchart-transfer]')) ?? ''
  const used = [...context.matchAll(/\$\{(CALLCHART_[A-Z]+)\}/g)].map(([, name]) => name)
  const set = site.asterisk.heard.map(({ query }) => query['variable'] ?? '').filter((name) => name.startsWith('CALLCHART_'))
  // Of the dialplan itself: how long it waits for us.
  expect(new Set([...set, 'CALLCHART_RETURN'])).toEqual(new Set(used))
})
