// @vitest-environment happy-dom
import type { DraftDocument } from '@callchart/flow'
import { canonicalDocument } from '@callchart/flow'
import type { VersionDocument } from '@callchart/protocol'
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { renderIn, speaking } from '../inspector/testing/rendered.js'
import { CallSetup } from './CallSetup.js'

const drawn: DraftDocument = { id: 'desk', name: 'Desk', languages: ['en-US'], nodes: [{ id: 'start', kind: 'start', name: 'Start' }] }
const published = { ...canonicalDocument({ ...drawn, name: 'Desk, published' }) }
const live = (document: DraftDocument): VersionDocument => ({ version: 'abc', number: 3, flow: 'desk', name: 'Desk', author: '', note: '', origin: 'designer', createdAt: '', live: true, document: document as never })

beforeAll(() => speaking('en'))
afterEach(cleanup)

/** A setup of a flow with this live version. */
function setup(version: VersionDocument | undefined) {
  const called: string[] = []
  const rendered = renderIn(drawn, <CallSetup onCall={(callee) => called.push(callee)} />, [], (queries) => {
    queries.setQueryData(['versions', 'desk'], version === undefined ? [] : [version])
    if (version !== undefined) queries.setQueryData(['version', version.version], version)
  })
  const chosen = (): string | undefined => screen.getAllByRole<HTMLInputElement>('radio').find(({ checked }) => checked)?.value
  const call = (): void => void fireEvent.click(screen.getByRole('button', { name: 'Call' }))
  return { ...rendered, called, chosen, call }
}

it('calls the draft where nothing was published, and says so', () => {
  const { called, call } = setup(undefined)

  call()

  expect(called).toEqual(['draft'])
  expect(screen.queryByRole('radio')).toBeNull()
  expect(screen.getByText(/not published yet/)).toBeDefined()
})

it('calls what is drawn where it differs from what callers get, and the live version for whoever chooses it', () => {
  const { called, call, chosen } = setup(live(published))
  expect(chosen()).toBe('draft')

  fireEvent.click(screen.getByLabelText('Live version v3'))
  call()

  expect(called).toEqual(['live'])
  expect(screen.getByText(/changes that are not in it/)).toBeDefined()
})

it('calls the live version where it is what is drawn', async () => {
  const { called, call, chosen } = setup(live(canonicalDocument(drawn)))
  await vi.waitFor(() => expect(chosen()).toBe('live'))

  call()

  expect(called).toEqual(['live'])
})

it('forgets the choice when the flow is changed: what was changed is what one wants to hear', () => {
  const { editor, chosen } = setup(live(published))
  fireEvent.click(screen.getByLabelText('Live version v3'))
  expect(chosen()).toBe('live')

  editor.getState().receive({ ...drawn, name: 'Desk, changed' })

  return vi.waitFor(() => expect(chosen()).toBe('draft'))
})
