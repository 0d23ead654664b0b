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

const files = { received: '/var/spool/callchart/call-1-rx.wav', sent: '/var/spool/callchart/call-1-tx.wav' }

function recorder(password = 'manager-secret'): MixMonitor {
  const manager = new AsteriskManager({ host: '127.0.0.1', port: peer.port, user: 'bot', password }, clock)
  managers.push(manager)
  return new MixMonitor(manager, 'ast-1.0')
}

const next = (name: string) => peer.actions.take((action) => action['Action'] === name)

it('records a direction a file, is silent for a while, and stops its own recording alone', async () => {
  const line = recorder()
  peer.answers.set('Getvar', ['Response: Success', 'Variable: CALLCHART_MONITOR', 'Value: 0x7f001'])

  expect(await line.start(files)).toBe(true)
  expect(await next('MixMonitor')).toMatchObject({ Channel: 'ast-1.0', Options: `r(${files.received})t(${files.sent})i(CALLCHART_MONITOR)` })
  await line.pause()
  expect(await next('MixMonitorMute')).toMatchObject({ Direction: 'both', State: '1', MixMonitorID: '0x7f001' })
  await line.resume()
  expect(await next('MixMonitorMute')).toMatchObject({ State: '0' })
  expect(await line.stop()).toBe(true)
  expect(await next('StopMixMonitor')).toMatchObject({ MixMonitorID: '0x7f001' })
})

it('touches no recording of the site where it has none of its own', async () => {
  const line = recorder()
  peer.answers.set('Getvar', ['Response: Success', 'Variable: CALLCHART_MONITOR', 'Value: '])
  expect([await line.pause(), await line.stop()]).toEqual([false, false])
  expect(peer.actions.left.map((action) => action['Action'])).toEqual(['Login', 'Getvar', 'Getvar'])
})

it('says that a line is not there', async () => {
  peer.answers.set('MixMonitor', ['Response: Error', 'Message: No such channel'])
  expect(await recorder().start(files)).toBe(false)
})

it.each(['rx.wav', '/tmp/a)b(.wav', '/tmp/../etc/x.wav', '/tmp/a.wav\r\nAction: Command', '/tmp/a.mp3'])('takes no file called %j', async (received) => {
  await expect(async () => recorder().start({ ...files, received })).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNABLE' })
})

it('is unavailable where it is not let in, and asks again the next time', async () => {
  const line = recorder('wrong')
  await expect(line.start(files)).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNAVAILABLE' })
  await expect(line.start(files)).rejects.toThrow(/manager\.conf/)
})

it('is unavailable where no answer comes in time', async () => {
  const line = recorder()
  peer.answers.set('MixMonitor', undefined)
  const started = line.start(files)
  await next('MixMonitor')
  clock.advance(3_000)
  await expect(started).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNAVAILABLE' })
})

it('connects again after the connection broke, or what came was no message', async () => {
  const line = recorder()
  peer.answers.set('MixMonitor', undefined)
  const broken = line.start(files)
  await next('MixMonitor')
  peer.breaks()
  await expect(broken).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNAVAILABLE' })

  const flooded = line.start(files)
  await next('MixMonitor')
  peer.sends('x'.repeat(100_000))
  await expect(flooded).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNAVAILABLE' })

  peer.answers.delete('MixMonitor')
  expect(await line.start(files)).toBe(true)
})
