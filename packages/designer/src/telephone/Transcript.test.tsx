// @vitest-environment happy-dom
import type { TranscriptEntry } from '@callchart/protocol'
import { MantineProvider } from '@mantine/core'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { speaking } from '../inspector/testing/rendered.js'
import { Transcript } from './Transcript.js'

const entries: TranscriptEntry[] = [
  { who: 'bot', text: 'How can I help?', startMs: 0, endMs: 1_000, nodeId: 'question' },
  { who: 'caller', text: 'balance', intent: 'balance', confidence: 0.41, startMs: 1_200, endMs: 2_000, endpointSilenceMs: 350 },
  { who: 'bot', text: 'Which card?', startMs: 2_700, endMs: 3_000 },
  { who: 'caller', text: '', startMs: 3_500, endMs: 4_000 },
  { who: 'system', text: 'Keys are taken', startMs: 4_000, endMs: 4_000 },
]
const show = (shown: readonly TranscriptEntry[]) =>
  render(
    <MantineProvider env="test">
      <Transcript entries={shown} nodeName={() => 'First question'} intentName={() => 'Card balance'} empty="Nothing yet" />
    </MantineProvider>,
  )

beforeAll(() => speaking('en'))
afterEach(cleanup)

it('shows who said what, what was understood and how surely, and how long the answer took', () => {
  show(entries)

  const log = screen.getByRole('log', { name: 'What was said' })
  expect(log.textContent).toContain('First question')
  expect(screen.getByText('Card balance')).toBeDefined()
  expect(screen.getByText('only 41 % sure')).toBeDefined()
  expect(screen.getByText('0.7 s')).toBeDefined()
  expect(screen.getByText('not understood')).toBeDefined()
  expect(screen.getByText('Keys are taken')).toBeDefined()
})

it('says what will stand there while nothing was said', () => {
  show([])

  expect(screen.getByText('Nothing yet')).toBeDefined()
})
