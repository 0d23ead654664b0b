import { parseFlow, type SpeechAbilities } from '@callchart/flow'
import { expect, it } from 'vitest'
import { flowToolsFor } from './flow-tools.js'

it('checks flows against what the engines of the installation can do, where that is known', async () => {
  const parsed = parseFlow({
    schemaVersion: 1, id: 'voiced', name: 'Voiced', languages: ['en'], voices: { en: 'nobody' },
    nodes: [{ id: 'start', kind: 'start', name: 'Start', next: 'bye' }, { id: 'bye', kind: 'hangup', name: 'Bye' }],
  })
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems))
  const codes = async (speech?: SpeechAbilities) => {
    const tools = flowToolsFor({ ...(speech === undefined ? {} : { speech }), hasModel: false })
    return (await tools.checkFlow(parsed.document, { flows: new Map() })).map(({ code }) => code)
  }

  expect(await codes({ voices: { names: ['en-us'], timbres: [] } })).toEqual(['FLOW_VOICE_UNKNOWN'])
  expect(await codes()).toEqual([])
})
