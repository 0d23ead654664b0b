import { compileFlow, readFlow, type CompiledFlow, type FlowDocument } from '@callchart/flow'
import { CliError } from '../errors.js'
import { findFlow } from './flow-files.js'

export interface GoodFlow {
  readonly document: FlowDocument
  readonly compiled: CompiledFlow
}

/** The flow of an id or file, read, checked and compiled. @throws CliError CLI_FLOW_UNKNOWN, CLI_FLOW_INVALID */
export async function readGoodFlow(idOrFile: string, flowsDir: string): Promise<GoodFlow> {
  const { file, text } = await findFlow(idOrFile, flowsDir)
  const { document, problems } = readFlow(text)
  const errors = problems.filter(({ severity }) => severity === 'error')
  if (document !== undefined && errors.length === 0) return { document, compiled: compileFlow(document) }
  const [first] = errors
  const more = errors.length > 1 ? ` There are ${errors.length - 1} more: see "callchart check".` : ''
  throw new CliError(
    'CLI_FLOW_INVALID',
    `${file} has errors: ${first?.code ?? ''}${first?.nodeId === undefined ? '' : ` at "${first.nodeId}"`}: ${first?.message ?? ''} ${first?.wayOut ?? ''}${more}`,
  )
}
