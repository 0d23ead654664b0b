import type { FlowProblem } from '../contract/compiled.js'

/** One text in the two languages of those who build flows. */
export interface Told {
  readonly en: string
  readonly zh: string
}

/** Both languages side by side, so that neither is written without the other. */
export const told = (en: string, zh: string): Told => ({ en, zh })

/** What is wrong with rules, or with a flow by a rule. */
export const ruleProblem = (code: string, message: Told, wayOut: Told): FlowProblem => ({ code, severity: 'error', message: message.en, wayOut: wayOut.en })
