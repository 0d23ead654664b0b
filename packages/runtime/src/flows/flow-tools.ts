import {
  checkFlow,
  compileFlow,
  parseFlow,
  readCalendar,
  readFaq,
  readRules,
  versionIdentity,
  type CompiledFlow,
  type FlowDocument,
  type FlowProblem,
  type FlowResources,
  type ParsedFlow,
  type ReadCalendar,
  type ReadFaq,
  type ReadRules,
  type SpeechAbilities,
} from '@callchart/flow'
import { trainUnderstanding, type UnderstandingModel } from '@callchart/nlu'
import type { UnderstandingSource } from '@callchart/protocol'

/** The functions that make a version from the files of a folder. */
export interface FlowTools {
  /** The schema alone: what a document needs beside itself is not looked at. */
  parseFlow(json: unknown): ParsedFlow
  /** Everything that is wrong with a document among its neighbours. */
  checkFlow(document: FlowDocument, resources: FlowResources): readonly FlowProblem[] | Promise<readonly FlowProblem[]>
  readCalendar(text: string, today: string): ReadCalendar
  readFaq(text: string): ReadFaq
  readRules(text: string): ReadRules
  versionIdentity(document: FlowDocument, resources: FlowResources): string
  compileFlow(document: FlowDocument, resources: FlowResources): CompiledFlow
  /** @param signal the model is not wanted any more */
  trainUnderstanding(source: UnderstandingSource, signal?: AbortSignal): UnderstandingModel | Promise<UnderstandingModel>
}

export const flowTools: FlowTools = { parseFlow, checkFlow, readCalendar, readFaq, readRules: (text) => readRules(text), versionIdentity, compileFlow, trainUnderstanding }

/**
 * Checks what flows want to hear, say and ask against what the installation can.
 * @param check in a thread of its own, for instance
 */
export const flowToolsFor = (
  installation: { readonly speech?: SpeechAbilities; readonly hasModel: boolean },
  check: FlowTools['checkFlow'] = checkFlow,
): FlowTools => ({
  ...flowTools,
  checkFlow: (document, resources) => check(document, { ...resources, ...installation }),
})
