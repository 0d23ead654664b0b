import { parentPort, type MessagePort } from 'node:worker_threads'
import { checkFlow, type FlowDocument, type FlowProblem, type FlowResources } from '@callchart/flow'

export interface ToChecker {
  readonly job: number
  readonly document: FlowDocument
  readonly resources: FlowResources
}

export type FromChecker = { readonly job: number } & ({ readonly problems: readonly FlowProblem[] } | { readonly fault: string })

function answer({ job, document, resources }: ToChecker): FromChecker {
  try {
    return { job, problems: checkFlow(document, resources) }
  } catch (error) {
    return { job, fault: error instanceof Error ? error.message : String(error) }
  }
}

/** The thread that proves what holds in every call of a flow: seconds of work, for which no running call waits. */
function serve(port: MessagePort): void {
  port.on('message', (asked: ToChecker) => port.postMessage(answer(asked)))
}

if (parentPort !== null) serve(parentPort)
