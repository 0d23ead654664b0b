import type { FlowProblem } from '@callchart/flow'
import type { ProblemView } from '@callchart/protocol'
import type { UiLanguage } from '../locale/locale.js'

/** What is wrong with a draft, as the checker of this page and the server both tell it. */
export type CallError = Pick<FlowProblem | ProblemView, 'code' | 'nodeId' | 'message' | 'wayOut' | 'zh'>

export const messageIn = (language: UiLanguage, { message, zh }: CallError): string => (language === 'zh-CN' ? zh.message : message)
