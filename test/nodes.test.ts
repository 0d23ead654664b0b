import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { greeting } from './driver/flows.js'
import { Nodes } from './driver/nodes.js'

let there: Nodes
beforeEach(async () => {
  there = new Nodes([greeting('greeting')])
  await there.start()
})
afterEach(() => there.close())

const path = ['start', 'question', 'farewell']

describe('two apps and a bridge on one PostgreSQL', () => {
  it('carry a call on when the app that has it is killed, or stopped', async () => {
    for (const signal of ['SIGKILL', 'SIGSTOP'] as const) {
      const app = await there.startApp()
      await there.startBridge()
      there.asks(app)
      const caller = await there.calls('greeting')
      await caller.isAsked('question')
      const holder = await there.holderOf(caller.callId)
      const other = there.apps.find((each) => each !== holder)
      there.asks(other ?? app)

      holder.send(signal)
      await caller.says('speak to an agent')

      expect((await caller.isHungUpOn()).path).toEqual(path)
      if (signal === 'SIGSTOP') holder.send('SIGCONT')
    }
  })

  it('carry a call on when its app is replaced, and say so to whoever asks whether they are ready', async () => {
    const [first] = there.apps
    const caller = await there.asks(first ?? (await there.startApp())).calls('greeting')
    await caller.isAsked('question')
    const holder = await there.holderOf(caller.callId)
    const [other] = there.apps.filter((each) => each !== holder)
    there.asks(other ?? holder)

    expect(await holder.ends('SIGTERM')).toBe(0)
    await caller.says('speak to an agent')

    expect((await caller.isHungUpOn()).path).toEqual(path)
  })

  it('let a bridge finish its call before it ends', async () => {
    const [bridge] = there.bridges
    const [app] = there.apps
    if (bridge === undefined || app === undefined) throw new Error('nothing runs')
    const caller = await there.asks(app).calls('greeting')
    await caller.isAsked('question')

    const ended = bridge.ends('SIGTERM')
    await app.logs(({ msg, draining }) => msg === 'bridge announced' && draining === true)
    await expect(there.calls('greeting')).rejects.toThrow('RUNTIME_MEDIA_URL_UNKNOWN')
    await caller.says('speak to an agent')

    expect((await caller.isHungUpOn()).path).toEqual(path)
    expect(await ended).toBe(0)
  })
})
