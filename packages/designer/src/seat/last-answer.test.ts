import type { TranscriptEntry } from '@callchart/protocol'
import { expect, it } from 'vitest'
import { lastAnswer } from './last-answer.js'

const line = (who: TranscriptEntry['who'], text: string, more: Partial<TranscriptEntry> = {}): TranscriptEntry => ({ who, text, startMs: 0, endMs: 0, ...more })

it('is what the caller said, with what it was taken for', () => {
  const transcript = [line('caller', '4321', { nodeId: 'digits' }), line('bot', 'And now?'), line('caller', 'an agent', { endpointSilenceMs: 700, intent: 'human', nodeId: 'more' }), line('bot', 'I put you through.')]

  expect(lastAnswer(transcript)).toEqual({ by: 'voice', text: 'an agent', nodeId: 'more', intents: ['human'] })
})

it('is the keys that the caller pressed', () => {
  expect(lastAnswer([line('caller', 'hello', { endpointSilenceMs: 700 }), line('caller', '2', { nodeId: 'menu' })])).toEqual({ by: 'keys', text: '2', nodeId: 'menu', intents: [] })
})

it('passes over what was not understood as words, and is nothing of who only listened', () => {
  expect(lastAnswer([line('caller', '1', { nodeId: 'menu' }), line('caller', '', { endpointSilenceMs: 700 })])?.text).toBe('1')
  expect(lastAnswer([line('bot', 'Hello.'), line('system', 'Not heard')])).toBeUndefined()
})
