import { expect, it } from 'vitest'
import { flowOf } from '../fixtures/driven-chart.js'
import { recordingsOf } from '../document/recordings.js'
import { checkFlow } from './check-flow.js'

const [kept, lost] = ['a', 'b'].map((letter) => `sha256:${letter.repeat(64)}`)
const document = flowOf([
  { id: 'hello', kind: 'say', name: 'Hello', prompt: { 'en-US': ['Hi.', { audio: kept ?? '', text: 'Hello.' }, { audio: lost ?? '', text: 'Hello again.' }] }, next: 'bye' },
  { id: 'bye', kind: 'hangup', name: 'Bye', prompt: { 'en-US': [{ audio: kept ?? '', text: 'Goodbye.' }] } },
])
const found = (recordings?: ReadonlySet<string>) =>
  checkFlow(document, { flows: new Map(), ...(recordings !== undefined && { recordings }) }).filter(({ code }) => code === 'FLOW_RECORDING_UNKNOWN')

it('finds a recording that the installation lacks, at its prompt', () => {
  expect(found(new Set([kept ?? '']))).toMatchObject([
    { severity: 'error', nodeId: 'hello', path: 'prompt.en-US.2.audio', message: expect.stringContaining('"Hello" (hello)') as string, zh: { message: expect.stringContaining('“Hello”') as string } },
  ])
  expect(found(new Set([kept ?? '', lost ?? '']))).toEqual([])
})

it('says nothing where nobody knows which there are', () => {
  expect(found()).toEqual([])
})

it('lists what a flow plays, each once', () => {
  expect(recordingsOf(document)).toEqual([kept, lost])
  expect(recordingsOf({ nodes: [{ prompt: { 'en-US': [{ audio: 'elsewhere.wav' }, { audio: 7 }] } }] })).toEqual([])
})
