import { checkFlow, compileFlow, exportMachineJson, exportMachineTs, parseFlow, readResources, type DraftDocument, type FlowProblem, type LibraryFile } from '@callchart/flow'
import type { ExportFormat } from './formats.js'

export interface ExportQuestion {
  readonly format: ExportFormat
  readonly document: DraftDocument
  /** Files of the library: a chart holds its sub-flows. */
  readonly files: readonly LibraryFile[]
}

/** The file's text, or why there is no chart of the flow yet. */
export type ExportAnswer = { readonly text: string } | { readonly problems: readonly FlowProblem[] }

/** The flow as a file. A chart is made of a complete flow only; the flow itself is exported as it stands. */
export function exportText({ format, document, files }: ExportQuestion): ExportAnswer {
  if (format === 'flow') return { text: `${JSON.stringify(document, null, 2)}\n` }
  const parsed = parseFlow(document)
  if ('problems' in parsed) return parsed
  const { resources } = readResources(files)
  try {
    const compiled = compileFlow(parsed.document, resources)
    return { text: format === 'xstate' ? exportMachineJson(compiled) : exportMachineTs(compiled) }
  } catch (error) {
    const problems = checkFlow(parsed.document, resources).filter(({ severity }) => severity === 'error')
    if (problems.length === 0) throw error
    return { problems }
  }
}
