import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readFlow } from '../check/read-flow.js'
import { compileFlow } from '../compile/compile-flow.js'
import type { CompiledFlow, FlowProblem } from '../contract/compiled.js'
import type { FlowDocument } from '../document/schema.js'
import { FlowError } from '../errors.js'
import { readResources } from '../library/read-resources.js'
import type { FlowResources } from '../resources.js'

/** A flow as its folder holds it: sub-flows, calendars and lists of questions stand beside it. */
export interface FlowFile {
  readonly document: FlowDocument
  readonly compiled: CompiledFlow
  readonly resources: FlowResources
  /** Warnings of the flow, and all problems of calendars and lists of questions beside it. */
  readonly problems: readonly FlowProblem[]
}

const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new FlowError('FLOW_TESTED_INVALID', `The flow file ${path} cannot be read: correct its path.`, { cause: error })
  }
}

const resourcesBeside = (path: string, today: string | undefined): ReturnType<typeof readResources> => {
  const folder = dirname(path)
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return readResources(names.map((name) => ({ name, text: textOf(join(folder, name)) })), today)
}

/**
 * Reads a flow and everything beside it that it may name.
 * @param file path, or URL as of `new URL('./x.flow.json', import.meta.url)`
 * @param today `YYYY-MM-DD` for what is checked against the day; absent: nothing is
 * @throws FlowError FLOW_TESTED_INVALID where it has errors
 */
export const readFlowFile = (file: URL | string, { today }: { readonly today?: string } = {}): FlowFile => {
  const path = typeof file === 'string' ? file : fileURLToPath(file)
  const text = textOf(path)
  const beside = resourcesBeside(path, today)
  const { document, problems } = readFlow(text, beside.resources)
  const errors = problems.filter(({ severity }) => severity === 'error')
  if (document === undefined || errors.length > 0) throw new FlowError('FLOW_TESTED_INVALID', [`The flow ${path} has errors:`, ...errors.map(({ code, message, wayOut }) => `  ${code} ${message} ${wayOut}`)].join('\n'))
  return { document, compiled: compileFlow(document, beside.resources), resources: beside.resources, problems: [...problems, ...[...beside.problems.values()].flat()] }
}
