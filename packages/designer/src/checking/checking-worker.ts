import { noResources, type FlowResources } from '@callchart/flow'
import { checkAtOnce, checkWhole, readDraftResources } from './check-draft.js'
import type { CheckingAnswer, CheckingRequest } from './checking-messages.js'

let resources: FlowResources = noResources

const answerTo = (request: Extract<CheckingRequest, { type: 'check' }>): CheckingAnswer => {
  const { how, revision, document } = request
  try {
    if (how === 'at-once') return { type: 'found', how, revision, problems: checkAtOnce(document, resources) }
    const proved = checkWhole(document, resources)
    return proved === undefined ? { type: 'nothing-more', revision } : { type: 'found', how, revision, ...proved }
  } catch (error) {
    return { type: 'failed', revision, message: error instanceof Error ? error.message : String(error) }
  }
}

globalThis.onmessage = ({ data }: MessageEvent<CheckingRequest>) => {
  if (data.type === 'resources') resources = readDraftResources(data.resources, data.today)
  else globalThis.postMessage(answerTo(data))
}
