import { describe, expect, it } from 'vitest'
import { createActor, fromPromise, waitFor, type SnapshotFrom } from 'xstate'
import type { DraftDocument } from '@callchart/flow'
import { publishMachine, stepsFrom, type Prepared, type StepAsked, type StepOutcome, type TakeInOutcome } from './publish-machine.js'

const document: DraftDocument = { id: 'desk', name: 'Desk', languages: [], nodes: [] }
const prepared = (over: Partial<Prepared> = {}): Prepared => ({ revision: 4, status: 'draft', document, comparison: { result: 'same' }, liveVersion: 'old', behind: undefined, singleUser: true, ...over })
const problem = { code: 'FLOW_X', severity: 'error' as const, message: 'm', wayOut: 'w', zh: { message: '问', wayOut: '办' } }

interface Script {
  readonly prepare?: readonly (Prepared | Error)[]
  readonly steps?: Partial<Record<StepAsked['step'], StepOutcome | Error>>
}

const settle = <Value>(value: Value | Error): Promise<Value> => (value instanceof Error ? Promise.reject(value) : Promise.resolve(value))

/** The machine with a scripted server behind it. */
function begin({ prepare = [prepared()], steps = {} }: Script = {}) {
  const asked: StepAsked[] = []
  const rest = [...prepare]
  const machine = publishMachine.provide({
    actors: {
      prepare: fromPromise<Prepared>(() => settle(rest.length > 1 ? (rest.shift() as Prepared | Error) : (rest[0] ?? prepared()))),
      takeIn: fromPromise<TakeInOutcome, Prepared>(() => Promise.resolve({ takenCount: 2, conflicts: [] })),
      takeStep: fromPromise<StepOutcome, StepAsked>(({ input }) => {
        asked.push(input)
        return settle(steps[input.step] ?? { outcome: 'done', ...(input.step === 'publish' && { version: 'new' }) })
      }),
    },
  })
  const actor = createActor(machine)
  actor.start()
  actor.send({ type: 'open' })
  type State = SnapshotFrom<typeof publishMachine>
  const reaches = (value: State['value']): Promise<State> => waitFor(actor, (state) => state.matches(value))
  return { actor, asked, reaches }
}

it('submits, approves and publishes in one go, all of the very same revision', async () => {
  const { actor, asked, reaches } = begin()
  await reaches('reviewing')

  actor.send({ type: 'go', note: 'New greeting' })

  expect((await reaches('live')).context.version).toBe('new')
  expect(asked).toEqual(['submit', 'approve', 'publish'].map((step) => ({ step, revision: 4, note: 'New greeting' })))
})

describe('the steps to live', () => {
  it.each([
    ['draft', ['submit', 'approve', 'publish']],
    ['rejected', ['submit', 'approve', 'publish']],
    ['submitted', ['approve', 'publish']],
    ['approved', ['publish']],
  ] as const)('begin at %s', (status, steps) => {
    expect(stepsFrom(status, true)).toEqual(steps)
    expect(stepsFrom(status, false)).toEqual(steps.slice(0, 1))
  })
})

it('waits for somebody else where one may not approve what one submits', async () => {
  const { actor, asked, reaches } = begin({ prepare: [prepared({ singleUser: false })] })
  await reaches('reviewing')

  actor.send({ type: 'go', note: '' })
  await reaches('waiting')

  expect(asked.map(({ step }) => step)).toEqual(['submit'])
})

it('stops where the live version is newer, until somebody decides', async () => {
  const behind = { comparison: { result: 'looks-only' as const } }
  const { actor, reaches } = begin({ prepare: [prepared({ behind }), prepared()] })
  const stopped = await reaches('behind')
  expect(stopped.can({ type: 'go', note: '' })).toBe(false)

  actor.send({ type: 'takeIn' })

  expect((await reaches('reviewing')).context.takenIn).toEqual({ takenCount: 2, conflicts: [] })
})

it('publishes over a newer version when it is told to', async () => {
  const { actor, reaches } = begin({ prepare: [prepared({ behind: { comparison: { result: 'same' } } })] })
  await reaches('behind')

  actor.send({ type: 'publishOver' })
  await reaches('reviewing')
  actor.send({ type: 'go', note: '' })

  await reaches('live')
})

it('tells what stands in the way, and tries again', async () => {
  const { actor, asked, reaches } = begin({ steps: { publish: { outcome: 'refused', problems: [problem] } } })
  await reaches('reviewing')
  actor.send({ type: 'go', note: '' })

  const refused = await reaches('refused')
  expect(refused.context.problems).toEqual([problem])

  actor.send({ type: 'again' })
  expect((await reaches('reviewing')).context.problems).toEqual([])
  expect(asked).toHaveLength(3)
})

it('looks again where the draft has moved on, and says so', async () => {
  const { actor, reaches } = begin({ prepare: [prepared(), prepared({ revision: 5 })], steps: { approve: { outcome: 'moved' } } })
  await reaches('reviewing')

  actor.send({ type: 'go', note: '' })
  await reaches('preparing')

  const { context } = await reaches('reviewing')
  expect([context.moved, context.prepared?.revision]).toEqual([true, 5])
})

it('tells a failure, and nothing is lost of it', async () => {
  const { actor, reaches } = begin({ steps: { submit: new Error('away') } })
  await reaches('reviewing')
  actor.send({ type: 'go', note: 'kept' })

  const { context } = await reaches('failed')
  expect([context.failure?.message, context.note]).toEqual(['away', 'kept'])
})

it('says that nothing could be prepared, and tries again', async () => {
  const { actor, reaches } = begin({ prepare: [new Error('away'), prepared()] })
  await reaches('unprepared')

  actor.send({ type: 'again' })

  await reaches('reviewing')
})

it('goes on while nobody looks, and begins anew when it is opened again', async () => {
  const { actor, reaches } = begin()
  await reaches('reviewing')
  actor.send({ type: 'go', note: 'first' })
  actor.send({ type: 'close' })
  await reaches('live')

  actor.send({ type: 'close' })
  actor.send({ type: 'open' })

  expect((await reaches('reviewing')).context).toMatchObject({ note: '', version: undefined })
})
