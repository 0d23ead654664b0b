import { expect, it, vi } from 'vitest'
import { createActor, fromCallback, waitFor } from 'xstate'
import { ApiError } from '../../api/request.js'
import { playerMachine, type PlayerEvent } from './player-machine.js'

function player() {
  const played: Blob[] = []
  const ended = vi.fn()
  let tell: (event: PlayerEvent) => void = () => undefined
  const machine = playerMachine.provide({
    actors: {
      sound: fromCallback<PlayerEvent, Blob>(({ input, sendBack }) => {
        played.push(input)
        tell = sendBack
        return ended
      }),
    },
  })
  const actor = createActor(machine).start()
  return { actor, played, ended, tell: (event: PlayerEvent) => tell(event) }
}

const sound = new Blob(['one'])

it('loads, plays, and ends', async () => {
  const { actor, played, tell } = player()
  actor.send({ type: 'play', key: 'one', load: async () => sound })
  expect(actor.getSnapshot().value).toBe('loading')
  await waitFor(actor, ({ value }) => value === 'playing')
  tell({ type: 'progressed', share: 0.5 })

  expect([played, actor.getSnapshot().context.progress, actor.getSnapshot().context.key]).toEqual([[sound], 0.5, 'one'])
  tell({ type: 'ended' })
  expect(actor.getSnapshot().value).toBe('idle')
})

it('ends what plays when another is asked for, and does not play what came too late', async () => {
  const { actor, played, ended } = player()
  let late: (sound: Blob) => void = () => undefined
  actor.send({ type: 'play', key: 'late', load: () => new Promise((resolve) => (late = resolve)) })
  actor.send({ type: 'play', key: 'next', load: async () => sound })
  late(new Blob(['late']))
  await waitFor(actor, ({ value }) => value === 'playing')
  actor.send({ type: 'stop' })

  expect([played, ended.mock.calls.length, actor.getSnapshot().value]).toEqual([[sound], 1, 'idle'])
})

it('keeps why a sound could not be had, until the next', async () => {
  const { actor } = player()
  actor.send({ type: 'play', key: 'one', load: () => Promise.reject(new ApiError(502, 'MEDIA_SYNTHESIS_FAILED', 'no voice')) })
  await waitFor(actor, ({ value }) => value === 'failed')
  expect(actor.getSnapshot().context.error?.code).toBe('MEDIA_SYNTHESIS_FAILED')

  actor.send({ type: 'play', key: 'two', load: async () => sound })
  expect(actor.getSnapshot().context.error).toBeUndefined()
})
