import type { DraftDocument } from '@callchart/flow'
import { expect, it } from 'vitest'
import type { Caller } from './driver/caller.js'
import { Draft } from './driver/draft.js'
import type { FlowFile } from './driver/flows.js'
import { aSystemWith } from './driver/system.js'

const english = (text: string) => ({ 'en-US': [text] })
const toBye = { noInput: { to: 'bye' }, noMatch: { to: 'bye' } }
const menu = (id: string, prompt: string, choices: readonly { readonly digit: string; readonly to: string }[]) => ({ id, kind: 'menu' as const, name: id, prompt: english(prompt), choices, ...toBye })

/** Said to the end, whatever the caller does: long enough for a version to go live meanwhile. */
const terms = 'Our terms have changed since your last call. The new terms hold for every card that was issued before the first of May. A card that was issued later keeps its own terms until it ends. Nothing changes for a card that is closed.'

const departments: FlowFile = {
  schemaVersion: 1,
  id: 'departments',
  name: 'Departments',
  languages: ['en-US'],
  variables: { code: { type: 'string' } },
  settings: { noInputTimeoutMs: 60_000, interDigitTimeoutMs: 10_000 },
  nodes: [
    { id: 'start', kind: 'start', name: 'start', next: 'department' },
    menu('department', 'Which department?', [
      { digit: '1', to: 'terms' },
      { digit: '2', to: 'cards' },
      { digit: '3', to: 'code' },
      { digit: '4', to: 'human' },
      { digit: '5', to: 'bye' },
    ]),
    { id: 'terms', kind: 'say', name: 'terms', prompt: english(terms), interruptible: false, next: 'agreed' },
    menu('agreed', 'Do you agree?', [{ digit: '1', to: 'bye' }]),
    menu('cards', 'Which card?', [{ digit: '1', to: 'bye' }]),
    { id: 'code', kind: 'collect', name: 'code', prompt: english('Your code?'), variable: 'code', minCount: 4, maxCount: 4, next: 'agreed', ...toBye },
    {
      id: 'human', kind: 'transfer', name: 'human', queue: 'departments', maxWaitMs: 600_000, summary: 'A caller.', keys: [{ digit: '9', to: 'bye' }],
      next: 'bye', busy: 'bye', noAnswer: 'bye', failed: 'bye',
    },
    { id: 'bye', kind: 'hangup', name: 'bye', prompt: english('Goodbye.') },
  ],
}

/** Without the nodes: whatever led to them leads to the end. */
const without = (...ids: readonly string[]) => (document: DraftDocument): DraftDocument => {
  const kept = { ...document, nodes: document.nodes.filter(({ id }) => !ids.includes(id)) }
  return JSON.parse(JSON.stringify(kept), (key, value: unknown) => (['to', 'next'].includes(key) && ids.includes(String(value)) ? 'bye' : value)) as DraftDocument
}

/** Without the first menu: another one stands in its place. */
const begunAnew = (document: DraftDocument): DraftDocument => {
  const anew = menu('anew', 'Welcome. Anything else?', [{ digit: '1', to: 'bye' }])
  const kept = without('department')(document)
  return { ...kept, nodes: [...kept.nodes.map((node) => (node.kind === 'start' ? { ...node, next: 'anew' } : node)), anew] }
}

const there = aSystemWith(departments)
const eachTimes = 4

/** Callers who stand in a node, to which a key led them. */
const standing = (key: string, node: string): Promise<Caller[]> =>
  Promise.all(
    Array.from({ length: eachTimes }, async () => {
      const caller = await there.calls('departments')
      await caller.isAt('department')
      if (key !== '') await caller.presses(key)
      await caller.isAt(node)
      return caller
    }),
  )

const each = (callers: readonly Caller[], does: (caller: Caller) => Promise<unknown>): Promise<unknown> => Promise.all(callers.map(does))

it('20 calls go on to their end on their version, whatever is deleted under them by five others that go live', async () => {
  const draft = new Draft(there, 'departments')
  const first = (await there.flow('departments'))?.version
  const versions: string[] = []
  const publishes = async (change: (document: DraftDocument) => DraftDocument) => {
    await draft.changes(change)
    versions.push(await draft.publishes())
  }
  /** The key of what was deleted leads to the end there. */
  const newCallEnds = async (key: string, path: readonly string[] = ['start', 'department', 'bye']) => {
    const caller = await there.calls('departments')
    await caller.isAt(path[1] ?? 'department')
    await caller.presses(key)
    expect(await caller.isHungUpOn()).toMatchObject({ version: versions.at(-1), path, disposition: 'completed' })
  }
  const [atDepartment, atCards, atCode, atHuman] = [await standing('', 'department'), await standing('2', 'cards'), await standing('3', 'code'), await standing('4', 'human')]
  const atTerms = await standing('1', 'terms')
  const callers = [...atDepartment, ...atCards, ...atCode, ...atHuman, ...atTerms]

  await publishes(without('terms'))
  await each(atTerms, async (caller) => expect(await caller.view()).toMatchObject({ statePath: expect.arrayContaining(['terms']) as string[], listening: null }))
  await newCallEnds('1')
  await publishes(without('cards'))
  await newCallEnds('2')
  await each(atCode, (caller) => caller.presses('12'))
  await publishes(without('code', 'agreed'))
  await each(atCode, (caller) => caller.presses('34'))
  await newCallEnds('3')
  await publishes(without('human'))
  await newCallEnds('4')
  await publishes(begunAnew)
  await newCallEnds('1', ['start', 'anew', 'bye'])

  expect(new Set([first, ...versions]).size).toBe(6)
  for (const caller of callers) expect(await caller.view()).toMatchObject({ status: 'active', version: first })
  const seat = await there.seat('departments')
  const { offerId, callId: offered } = await seat.next('offered')
  expect(atHuman.map(({ callId }) => callId)).toContain(offered)
  await Promise.all([
    each(atDepartment, (caller) => caller.presses('5')),
    each(atCards, (caller) => caller.presses('1')),
    // Who rings at a human has left the queue, and with it what its keys do.
    each(atHuman.filter(({ callId }) => callId !== offered), async (caller) => {
      await caller.presses('9')
      await caller.isHungUpOn()
    }).then(() => seat.send({ type: 'decline', offerId, cause: 'declined' })),
    each([...atCode, ...atTerms], async (caller) => {
      await caller.isAsked('agreed')
      await caller.presses('1')
    }),
  ])
  const ended = await Promise.all(callers.map((caller) => caller.isHungUpOn()))
  expect(ended.map(({ path }) => path.slice(2).join(' '))).toEqual([
    ...Array<string>(eachTimes).fill('bye'),
    ...Array<string>(eachTimes).fill('cards bye'),
    ...Array<string>(eachTimes).fill('code agreed bye'),
    ...Array<string>(eachTimes).fill('human bye'),
    ...Array<string>(eachTimes).fill('terms agreed bye'),
  ])
  for (const { version, disposition, cdr } of ended) expect({ version, disposition, cdr }).toMatchObject({ version: first, disposition: 'completed', cdr: [{ version: first, hungUpBy: 'bot' }] })
  expect(ended.slice(2 * eachTimes, 3 * eachTimes).map(({ variables }) => variables['code'])).toEqual(Array<string>(eachTimes).fill('1234'))
  expect((await draft.versions()).map(({ version, live }) => [version, live])).toEqual([...versions].reverse().concat(first ?? '').map((version, index) => [version, index === 0]))
})
