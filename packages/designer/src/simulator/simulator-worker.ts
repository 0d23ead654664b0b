import { noResources, type FlowResources } from '@callchart/flow'
import { readDraftResources } from '../checking/check-draft.js'
import { answerTask, NotPlayable, ReadyFlows } from './answer-task.js'
import type { SimulatorReply, SimulatorRequest } from './simulator-messages.js'

let resources: FlowResources = noResources
const flows = new ReadyFlows()

function replyTo({ id, document, task }: Extract<SimulatorRequest, { type: 'task' }>): SimulatorReply {
  try {
    return { id, answer: answerTask(flows, document, resources, task) }
  } catch (error) {
    if (error instanceof NotPlayable) return { id, problems: error.problems }
    return { id, error: error instanceof Error ? error.message : String(error) }
  }
}

globalThis.onmessage = ({ data }: MessageEvent<SimulatorRequest>) => {
  if (data.type === 'task') return globalThis.postMessage(replyTo(data))
  resources = readDraftResources(data.resources, data.today)
  flows.forget()
}
