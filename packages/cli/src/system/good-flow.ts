import { compileFlow, readFlow, type CompiledFlow, type FlowDocument, type FlowResources } from '@callchart/flow'
import { CliError } from '../errors.js'
import { findFlow } from './flow-files.js'
import { readFolderOf } from './flow-folder.js'

export interface GoodFlow {
  readonly document: FlowDocument
  readonly compiled: CompiledFlow
  /** Flows and calendars beside its file. */
  readonly resources: FlowResources
}

/** The flow of an id or file, read, checked and compiled. @throws CliError CLI_FLOW_UNKNOWN, CLI_FLOW_INVALID */
export async function readGoodFlow(idOrFile: string, flowsDir: string): Promise<GoodFlow> {
  const { file, text } = await findFlow(idOrFile, flowsDir)
  const { resources } = await readFolderOf(file)
  const { document, problems } = readFlow(text, resources)
  const errors = problems.filter(({ severity }) => severity === 'error')
  if (document !== undefined && errors.length === 0) return { document, compiled: compileFlow(document, resources), resources }
  const [first] = errors
  const more = errors.length > 1 ? ` There are ${errors.length - 1} more: see "callchart check".` : ''
  throw new CliError(
    'CLI_FLOW_INVALID',
    `${file} has errors: ${first?.code ?? ''}${first?.nodeId === undefined ? '' : ` at "${first.nodeId}"`}: ${first?.message ?? ''} ${first?.wayOut ?? ''}${more}`,
  )
}
