import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ChangeDraftResponse } from '@callchart/protocol'
import type { RunningRuntime } from '../runtime.js'
import { DraftDesk } from '../testing/draft-desk.js'
import { World, type Answer } from '../testing/world.js'

let world: World
beforeAll(async () => {
  world = await World.open({})
}, 60_000)
afterAll(() => world.close())

type NodeChange = Readonly<Record<string, unknown>>

/** A page that sends again what was not answered, as one does whose server was away. */
class StubbornPage {
  private sequence = 0
  readonly conflicts: unknown[] = []

  constructor(
    private readonly flow: string,
    private readonly author: string,
    private readonly runtime: () => RunningRuntime,
  ) {}

  async sends(...changes: NodeChange[]): Promise<void> {
    this.sequence += 1
    const body = { author: this.author, client: this.author, sequence: this.sequence, changes }
    for (;;) {
      const answer = await world.asks<ChangeDraftResponse>('PATCH', `/v1/drafts/${this.flow}`, body, this.runtime()).catch((): Answer<undefined> => ({ status: 0, body: undefined }))
      if (answer.status !== 200 || answer.body === undefined) continue
      this.conflicts.push(...answer.body.conflicts)
      return
    }
  }
}

const nodeOf = (id: string, name: string): NodeChange => ({ id, kind: 'hangup', name })

it('loses nothing of what two people draw at once, through two runtimes, one of which is started again meanwhile', async () => {
  const desk = new DraftDesk(world, 'shared')
  await desk.creates({ schemaVersion: 1, id: 'shared', name: 'Shared', languages: ['en-US'], nodes: [nodeOf('begin', 'Begin')] })
  let second = await world.starts()
  const runtimes = [() => world.runtime, () => second]
  const nodeCount = 25
  const draws = async (author: string, runtime: () => RunningRuntime): Promise<StubbornPage> => {
    const page = new StubbornPage('shared', author, runtime)
    for (let index = 0; index < nodeCount; index += 1) {
      const id = `${author}${index}`
      await page.sends({ part: `nodes/${id}`, after: nodeOf(id, 'new') }, { part: `layout/${id}`, after: { x: index, y: 0 } })
      await page.sends({ part: `nodes/${id}`, before: nodeOf(id, 'new'), after: nodeOf(id, `${author} ${index}`) })
    }
    return page
  }
  const restart = async (): Promise<void> => {
    await world.until(async () => (await desk.reads()).document.nodes.length > nodeCount / 2)
    await second.close()
    second = await world.starts()
  }

  const [anna, ben] = await Promise.all([...['anna', 'ben'].map((author, index) => draws(author, runtimes[index] ?? runtimes[0]!)), restart()])

  const { document, revision } = await desk.reads()
  const drawn = document.nodes.slice(1).map(({ id, name }) => [id, name])
  const expected = ['anna', 'ben'].flatMap((author) => Array.from({ length: nodeCount }, (_, index) => [`${author}${index}`, `${author} ${index}`]))
  expect(drawn.sort()).toEqual(expected.sort())
  expect(Object.keys(document['layout'] as object)).toHaveLength(2 * nodeCount)
  expect([anna?.conflicts, ben?.conflicts]).toEqual([[], []])
  expect(revision).toBe(1 + 4 * nodeCount)
  await second.close()
}, 60_000)

/** Asks, and says a goodbye of its own; the question and the goodbye are other nodes in each edition. */
const edition = (number: number) => ({
  schemaVersion: 1,
  id: 'busy',
  name: `Edition ${number}`,
  languages: ['en-US'],
  intents: { hours: { name: 'Hours', phrases: { 'en-US': ['what are your opening hours'] } } },
  nodes: [
    { id: 'begin', kind: 'start', name: 'Begin', next: `ask${number}` },
    {
      id: `ask${number}`,
      kind: 'ask',
      name: 'Ask',
      prompt: { 'en-US': [`Question ${number}?`] },
      branches: [{ on: 'hours', to: `bye${number}` }],
      noInput: { to: `bye${number}` },
      noMatch: { to: `bye${number}` },
    },
    { id: `bye${number}`, kind: 'hangup', name: 'Bye', prompt: { 'en-US': [`Goodbye ${number}.`] } },
  ],
})

it('leaves running calls on their versions, whatever is published meanwhile', async () => {
  const desk = new DraftDesk(world, 'busy')
  await desk.creates(edition(0))
  await desk.publishes()
  const publishCount = 5
  const callsEach = 4
  const running: { readonly number: number; readonly call: Awaited<ReturnType<World['calls']>>; readonly version: string }[] = []

  for (let number = 0; number < publishCount; number += 1) {
    const { version = '' } = (await desk.view()) ?? {}
    for (let count = 0; count < callsEach; count += 1) running.push({ number, call: await world.calls({ flow: 'busy' }), version })
    await desk.creates(edition(number + 1), { replace: true })
    expect((await desk.publishes()).status).toBe(200)
  }

  expect(new Set(running.map(({ version }) => version)).size).toBe(publishCount)
  for (const { number, call, version } of running) {
    const { bridge, callId } = call
    const question = await bridge.plays()
    await bridge.hears(question, 'what are your opening hours')
    const goodbye = await bridge.plays()
    expect([question.prompts[0]?.text, goodbye.prompts[0]?.text]).toEqual([`Question ${number}?`, `Goodbye ${number}.`])
    await bridge.next('call.hang-up')
    await bridge.hangsUp()
    expect(await bridge.ended).toMatchObject({ status: 0 })
    expect(await world.view(callId)).toMatchObject({ version, status: 'ended', disposition: 'completed' })
  }
}, 60_000)
