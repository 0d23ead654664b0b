import { endings, type Ending, type MatrixCell, type TransferMode } from './cells.js'

const language = 'en-US'
const said = (text: string) => ({ [language]: [text] })

export const matrixFlowId = (cell: MatrixCell, mode: TransferMode): string => `transfer-${mode}-${cell.name}`
export const announcement = 'One moment please, I am connecting you.'
export const positionWords = 'You are number 1 in the queue.'

/** A flow of one transfer: each way out says something of its own. Its queue is its own, so that cells do not meet. */
export const matrixFlow = (cell: MatrixCell, mode: TransferMode): Record<string, unknown> & { readonly id: string } => {
  const id = matrixFlowId(cell, mode)
  const goodbyes = (Object.keys(endings) as Ending[]).map((ending) => ({ id: ending, kind: 'hangup', name: ending, prompt: said(endings[ending]) }))
  const human = {
    id: 'human',
    kind: 'transfer',
    name: 'Human',
    queue: id,
    mode,
    announcement: said(announcement),
    ...(mode === 'attended' ? { whisper: said('A caller for you, who asked for a human.') } : {}),
    summary: cell.name,
    maxWaitMs: 30_000,
    ringMs: 10_000,
    positionPrompt: said('You are number {{ queue.position }} in the queue.'),
    keys: [{ digit: '1', to: 'left' }],
    next: 'after',
    busy: 'busy',
    noAnswer: 'noAnswer',
    declined: 'declined',
    failed: 'failed',
    closed: 'closed',
    overflow: 'overflow',
    ...cell.node,
  }
  const start = { id: 'start', kind: 'start', name: 'Start', next: 'human' }
  return { schemaVersion: 1, id, name: id, languages: [language], nodes: [start, human, ...goodbyes] }
}

/** A calendar that is never open. */
export const neverCalendar = { schemaVersion: 1, id: 'never', name: 'Never', timeZone: 'UTC', weekly: [], holidays: [] }
