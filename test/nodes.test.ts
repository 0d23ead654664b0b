import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from './driver/caller.js'
import { greeting } from './driver/flows.js'
import { Nodes, type Node } from './driver/nodes.js'

const there = new Nodes([greeting('greeting')])
const path = ['start', 'question', 'farewell']

/** A call whose caller has been asked something, and the app that works on it; from here on any other app is asked about it. */
async function askedCall(): Promise<{ caller: Caller; holder: Node }> {
  const caller = await there.asks(there.anyApp()).calls('greeting')
  await caller.isAsked('question')
  const holder = await there.holderOf(caller.callId)
  there.asks(there.anyApp(holder))
  return { caller, holder }
}

/** Each test leaves fewer processes to the next. */
describe('three apps and a bridge on one PostgreSQL', () => {
  beforeAll(() => there.start({ apps: 3 }))
  afterAll(() => there.close())

  it('carry a call on when the app that has it stands still, and hear nothing of that one when it wakes up', async () => {
    const { caller, holder } = await askedCall()

    holder.send('SIGSTOP')
    await caller.says('speak to an agent')
    const view = await caller.isHungUpOn()
    holder.send('SIGCONT')

    expect(view.path).toEqual(path)
    await holder.logs(({ msg, callId }) => msg === 'call taken over by another runtime' && callId === caller.callId)
  })

  it('carry a call on when the app that has it is killed', async () => {
    const { caller, holder } = await askedCall()

    await there.ends(holder, 'SIGKILL')
    await caller.says('speak to an agent')

    expect((await caller.isHungUpOn()).path).toEqual(path)
  })

  it('carry a call on when the app that has it is replaced', async () => {
    const { caller, holder } = await askedCall()

    expect(await there.ends(holder, 'SIGTERM')).toBe(0)
    await caller.says('speak to an agent')

    expect((await caller.isHungUpOn()).path).toEqual(path)
  })

  it('let a bridge finish its call before it ends, and bring it no other', async () => {
    const { caller, holder } = await askedCall()
    there.asks(holder)

    const ended = there.bridge.ends('SIGTERM')
    await holder.logs(({ msg, draining }) => msg === 'bridge announced' && draining === true)
    await expect(there.calls('greeting')).rejects.toThrow('RUNTIME_MEDIA_URL_UNKNOWN')
    await caller.says('speak to an agent')

    expect((await caller.isHungUpOn()).path).toEqual(path)
    expect(await ended).toBe(0)
  })
})
