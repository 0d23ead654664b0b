import { canonicalFileText, checkFlow, compileFlow, exportMachineJson, exportMachineTs, noResources, parseFlow, recordingsOf, type DraftDocument, type FlowProblem } from '@callchart/flow'
import type { ResourcesView } from '@callchart/protocol'
import { readDraftResources } from '../../checking/check-draft.js'
import type { ExportFormat } from './formats.js'

export interface ExportQuestion {
  readonly format: ExportFormat
  readonly document: DraftDocument
  /** A chart holds its sub-flows. */
  readonly library: ResourcesView | undefined
}

/** The file's text, or why there is no chart of the flow yet. */
export type ExportAnswer = { readonly text: string; /** That the flow plays, where the flow itself is exported. */ readonly recordings?: readonly string[] } | { readonly problems: readonly FlowProblem[] }

const today = (): string => new Date().toISOString().slice(0, 10)

/** The flow as a file. A chart is made of a complete flow only; the flow itself is exported as it stands. */
export function exportText({ format, document, library }: ExportQuestion): ExportAnswer {
  if (format === 'flow') return { text: canonicalFileText(document), recordings: recordingsOf(document) }
  const parsed = parseFlow(document)
  if ('problems' in parsed) return parsed
  const resources = library === undefined ? noResources : readDraftResources(library, today())
  try {
    const compiled = compileFlow(parsed.document, resources)
    return { text: format === 'xstate' ? exportMachineJson(compiled) : exportMachineTs(compiled) }
  } catch (error) {
    const problems = checkFlow(parsed.document, resources).filter(({ severity }) => severity === 'error')
    if (problems.length === 0) throw error
    return { problems }
  }
}
