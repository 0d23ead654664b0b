import { afterEach, beforeEach, expect, it } from 'vitest'
import { ManualClock } from '../../testing/manual-clock.js'
import { ScriptedManager } from '../../testing/scripted-manager.js'
import { AsteriskManager } from './manager.js'
import { MixMonitor } from './mix-monitor.js'

let peer: ScriptedManager
let clock: ManualClock
const managers: AsteriskManager[] = []
beforeEach(async () => {
  peer = await ScriptedManager.opens()
  clock = new ManualClock()
})
afterEach(() => {
  for (const manager of managers.splice(0)) manager.close()
  peer.close()
})

const name = 'call-1.r.s1'

/** A channel that keeps its variable, as Asterisk does. */
function keepsVariable(): void {
  let value = ''
  peer.answers.set('MixMonitor', () => {
    value = '0x7f001'
    return ['Response: Success']
  })
  peer.answers.set('Setvar', ({ Value = '' }) => {
    value = Value
    return ['Response: Success']
  })
  peer.answers.set('Getvar', () => ['Response: Success', 'Variable: CALLCHART_MONITOR', `Value: ${value}`])
}

function recorder(password = 'manager-secret'): MixMonitor {
  const manager = new AsteriskManager({ host: '127.0.0.1', port: peer.port, user: 'bot', password }, clock)
  managers.push(manager)
  return new MixMonitor(manager, 'ast-1.0', '/var/spool/callchart', clock)
}

const next = (name: string) => peer.actions.take((action) => action['Action'] === name)

it('records a direction a file, and stops its own recording alone', async () => {
  const line = recorder()
  keepsVariable()

  expect(await line.start(name)).toEqual({ begunAgoMs: 0 })
  expect(await next('MixMonitor')).toMatchObject({ Channel: 'ast-1.0', Options: 'r(/var/spool/callchart/call-1.r.s1-received.wav)t(/var/spool/callchart/call-1.r.s1-sent.wav)i(CALLCHART_MONITOR)' })
  expect(await line.stop()).toBe(true)
  expect(await next('StopMixMonitor')).toMatchObject({ MixMonitorID: '0x7f001' })
  expect(await line.stop()).toBe(false)
})

it('goes on with the recording that an earlier process began, and begins another after it was stopped', async () => {
  keepsVariable()
  await recorder().start(name)

  const line = recorder()
  expect(await line.start(name)).toBe('running')
  expect(peer.actions.left.filter((action) => action['Action'] === 'MixMonitor')).toHaveLength(1)
  await line.stop()
  expect(await line.start('call-1.r.s2')).toEqual({ begunAgoMs: 0 })
  expect(peer.actions.left.filter((action) => action['Action'] === 'MixMonitor')).toHaveLength(2)
})

it('touches no recording of the site where it has none of its own', async () => {
  const line = recorder()
  peer.answers.set('Getvar', ['Response: Success', 'Variable: CALLCHART_MONITOR', 'Value: '])
  expect(await line.stop()).toBe(false)
  expect(peer.actions.left.map((action) => action['Action'])).toEqual(['Login', 'Getvar'])
})

it('says that a line is not there', async () => {
  peer.answers.set('MixMonitor', ['Response: Error', 'Message: No such channel'])
  expect(await recorder().start(name)).toBe('gone')
})

it.each(['', '../etc/x', 'a)b(', 'a\r\nAction: Command', 'a b'])('takes no recording called %j', async (bad) => {
  await expect(async () => recorder().start(bad)).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNABLE' })
})

it('is unavailable where it is not let in, and asks again the next time', async () => {
  const line = recorder('wrong')
  await expect(line.start(name)).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNAVAILABLE' })
  await expect(line.start(name)).rejects.toThrow(/manager\.conf/)
})

it('is unavailable where no answer comes in time', async () => {
  const line = recorder()
  peer.answers.set('MixMonitor', undefined)
  const started = line.start(name)
  await next('MixMonitor')
  clock.advance(3_000)
  await expect(started).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNAVAILABLE' })
})

it('connects again after the connection broke, or what came was no message', async () => {
  const line = recorder()
  peer.answers.set('MixMonitor', undefined)
  const broken = line.start(name)
  await next('MixMonitor')
  peer.breaks()
  await expect(broken).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNAVAILABLE' })

  const flooded = line.start(name)
  await next('MixMonitor')
  peer.sends('x'.repeat(100_000))
  await expect(flooded).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNAVAILABLE' })

  peer.answers.delete('MixMonitor')
  expect(await line.start(name)).toEqual({ begunAgoMs: 0 })
})
