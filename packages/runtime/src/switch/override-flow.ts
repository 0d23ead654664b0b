import { parseFlow, type FlowDocument, type FlowDocumentInput } from '@callchart/flow'
import type { NumberOverride } from '@callchart/protocol'

type NodeInput = FlowDocumentInput['nodes'][number]
type Announcement = NonNullable<NumberOverride['announcement']>

const overrideFlowId = 'number-override'
const usualLanguage = 'en-US'

const promptOf = ({ language, text }: Announcement) => ({ [language]: [withoutExpressions(text)] })

/** What people type is said as it stands. */
const withoutExpressions = (text: string): string => text.replaceAll('{{', '{ {')

const nodesOf = (override: NumberOverride): NodeInput[] => {
  const { announcement } = override
  const prompt = announcement === undefined ? {} : { prompt: promptOf(announcement) }
  if (override.type === 'closed')
    return [
      { id: 'start', kind: 'start', name: 'Start', next: 'closed' },
      { id: 'closed', kind: 'hangup', name: 'Closed', cause: 'closed', ...prompt },
    ]
  const { target } = override
  const place = target.type === 'queue' ? { queue: target.queue } : target.type === 'extension' ? { extension: target.extension } : { number: target.number, ...(target.shows !== undefined && { shows: target.shows }) }
  const ways = { next: 'end', busy: 'end', noAnswer: 'end', failed: 'end' }
  return [
    { id: 'start', kind: 'start', name: 'Start', next: 'human' },
    { id: 'human', kind: 'transfer', name: 'Human', ...place, ...ways, maxWaitMs: 3_600_000, ...(announcement === undefined ? {} : { announcement: promptOf(announcement), interruptible: false }) },
    { id: 'end', kind: 'hangup', name: 'End' },
  ]
}

/**
 * The flow of a number that is overridden, so that its calls have a journal and a record like any other: small, the same for the same
 * override, and none of the folder's.
 */
export const overrideFlow = (override: NumberOverride): FlowDocument => {
  const parsed = parseFlow({
    schemaVersion: 1,
    id: overrideFlowId,
    name: override.type === 'closed' ? 'Number closed' : 'Straight to a human',
    languages: [override.announcement?.language ?? usualLanguage],
    nodes: nodesOf(override),
  })
  if ('document' in parsed) return parsed.document
  throw new Error(`The flow of an override does not fit its schema: ${parsed.problems.map(({ message }) => message).join(' ')}`)
}
