import { noResources, type DraftDocument } from '@callchart/flow'
import { expect, it, vi } from 'vitest'
import { createEditorStore } from '../editor/editor-store.js'
import { editNode } from '../document/commands/nodes.js'
import { answerTask, NotPlayable, ReadyFlows } from './answer-task.js'
import { lastValuesOf } from './last-values.js'
import { saidIn } from './moment.js'
import { SimulatorClient, type HireTaskWorker } from './simulator-client.js'
import { createSimulatorStore, isOutdated } from './simulator-store.js'
import { createTestsStore, isCurrent } from './tests-store.js'
import { keepTest, testsOf } from './flow-tests.js'
import { testOf } from './kept-conversation.js'
import { pizza } from './testing/pizza.js'

/** A worker that answers in its own turn, as the real one does. */
const hire: HireTaskWorker = (onReply) => {
  const flows = new ReadyFlows()
  return {
    post: (request) => {
      if (request.type !== 'task') return
      const { id, document, task } = request
      queueMicrotask(() => {
        try {
          onReply({ id, answer: answerTask(flows, document, noResources, task) })
        } catch (error) {
          onReply(error instanceof NotPlayable ? { id, problems: error.problems } : { id, error: String(error) })
        }
      })
    },
    end: () => undefined,
  }
}
const rig = (document: DraftDocument = pizza) => {
  const editor = createEditorStore(document)
  const now = (): number => Date.parse('2026-11-26T10:00:00.000Z')
  return { editor, simulator: createSimulatorStore(editor, new SimulatorClient(hire), now), tests: createTestsStore(editor, new SimulatorClient(hire), now) }
}
type Rig = ReturnType<typeof rig>
const settled = ({ simulator }: Rig) => vi.waitUntil(() => !simulator.getState().isBusy)
const said = ({ simulator }: Rig): string[] => simulator.getState().moments.flatMap(saidIn)

it('goes on with a call, back, and off on another branch', async () => {
  const each = rig()
  const { begin, give, goTo, show } = each.simulator.getState()
  begin()
  give({ type: 'hours', hours: 'open' })
  give({ type: 'says', text: 'I want a pizza' })
  await settled(each)
  expect(said(each)).toEqual(['Your wish?', 'Your pin?'])

  goTo(1)
  give({ type: 'says', text: 'I want to pay' })
  await settled(each)
  expect(said(each)).toEqual(['Your wish?', 'Goodbye.'])
  expect(each.simulator.getState()).toMatchObject({ take: 1, at: 2 })

  show(0)
  await settled(each)
  expect(said(each)).toEqual(['Your wish?', 'Your pin?'])
})

it('does the same again on a later draft, and tells where it parts', async () => {
  const each = rig()
  const { begin, give, replay } = each.simulator.getState()
  begin()
  give({ type: 'hours', hours: 'open' })
  give({ type: 'says', text: 'I want a pizza' })
  await settled(each)

  each.editor.getState().run(editNode('pin', ['prompt', 'en-US'], ['And your pin?']))
  expect(isOutdated(each.simulator.getState(), each.editor.getState().document)).toBe(true)
  replay()
  await settled(each)

  expect(isOutdated(each.simulator.getState(), each.editor.getState().document)).toBe(false)
  expect(each.simulator.getState().partedAt).toBe(2)
  expect(said(each).at(-1)).toBe('And your pin?')
})

it('leaves out what cannot be done any more', async () => {
  const each = rig()
  const { begin, give } = each.simulator.getState()
  begin()
  give({ type: 'hours', hours: 'closed' })
  give({ type: 'says', text: 'hello?' })
  await settled(each)

  expect(each.simulator.getState()).toMatchObject({ dropped: 1, at: 1, takes: [{ inputs: [{ type: 'hours' }] }] })
})

it('hands on what the variables held last', async () => {
  const each = rig()
  each.simulator.getState().set({ variables: { size: 4 } })
  each.simulator.getState().begin()
  await settled(each)

  expect(lastValuesOf(each.editor).getState()).toMatchObject({ size: 4 })
})

it('tells why a draft cannot be played', async () => {
  const each = rig({ ...pizza, nodes: [] })
  each.simulator.getState().begin()
  await settled(each)

  expect(each.simulator.getState().problems).not.toEqual([])
})

it('runs tests on the draft as it is, and takes what is heard as right', async () => {
  const each = rig()
  each.simulator.getState().begin()
  each.simulator.getState().give({ type: 'hours', hours: 'open' })
  await settled(each)
  const { takes, moments } = each.simulator.getState()
  each.editor.getState().run(keepTest('test1', testOf('Open', takes[0]!.start, moments)))
  const kept = () => testsOf(each.editor.getState().document)
  const result = () => each.tests.getState().results.test1

  await each.tests.getState().run(kept())
  expect(result()?.result).toEqual({ outcome: 'passed' })

  each.editor.getState().run(editNode('wish', ['prompt', 'en-US'], ['What would you like?']))
  expect(isCurrent(result(), kept()[0]!.test, each.editor.getState().document)).toBe(false)
  await each.tests.getState().run(kept())
  expect(result()?.result).toMatchObject({ outcome: 'failed', at: 1, found: { hears: ['What would you like?'] } })

  await each.tests.getState().accept('test1')
  expect(result()?.result).toEqual({ outcome: 'passed' })
  each.editor.getState().undo()
  expect(kept()[0]?.test.steps[0]?.hears).toEqual(['Your wish?'])
})
