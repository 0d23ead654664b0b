import { compileFlow } from '../compile/compile-flow.js'
import type { CompiledFlow, FlowMachine, FlowManifest } from '../contract/compiled.js'
import { parseFlow } from '../document/parse.js'
import type { FlowDocument, FlowDocumentInput } from '../document/schema.js'
import { FlowError } from '../errors.js'
import type { FlowFile } from './read-flow-file.js'
import { noResources, type FlowResources } from '../resources.js'
import { createFlowMachine } from '../step/machine.js'

/** What `callchart export --format machine.ts` emits, as it is imported: `import * as chart from './x.machine.js'`. */
export interface ExportedFlow {
  readonly machine: FlowMachine
  readonly manifest: FlowManifest
}

/** A flow to be called: its document, what it compiles to, its file, or its exported chart with or without the manifest beside it. */
export type TestableFlow = FlowDocumentInput | CompiledFlow | FlowFile | ExportedFlow | FlowMachine

/** A flow with everything that a call on it needs. */
export interface TestedFlow {
  readonly id: string
  readonly machine: FlowMachine
  readonly manifest?: FlowManifest
  readonly calendars?: FlowResources['calendars'] | undefined
}

const made = new WeakMap<object, TestedFlow>()

const isMachine = (flow: TestableFlow): flow is FlowMachine => 'getInitialSnapshot' in flow
const isCompiled = (flow: FlowDocumentInput | CompiledFlow): flow is CompiledFlow => 'config' in flow

/** A document may come as its file has it: defaults are filled in, and what is wrong is told. */
const parsed = (flow: FlowDocumentInput): FlowDocument => {
  const read = parseFlow(flow)
  if ('document' in read) return read.document
  throw new FlowError('FLOW_TESTED_INVALID', ['This is no flow document:', ...read.problems.map(({ message, wayOut }) => `  ${message} ${wayOut}`)].join('\n'))
}

/** A chart says what flow it is of. */
const flowOfChart = ({ id, root }: FlowMachine): string => {
  const { flow } = (root.meta ?? {}) as { readonly flow?: unknown }
  return typeof flow === 'string' ? flow : id
}

const ofCompiled = (compiled: CompiledFlow) => ({ id: compiled.manifest.flow, machine: createFlowMachine(compiled), manifest: compiled.manifest })

const make = (flow: TestableFlow, resources: FlowResources): TestedFlow => {
  if (isMachine(flow)) return { id: flowOfChart(flow), machine: flow }
  if ('machine' in flow) return { id: flow.manifest.flow, machine: flow.machine, manifest: flow.manifest }
  if ('compiled' in flow) return { ...ofCompiled(flow.compiled), calendars: flow.resources.calendars }
  return { ...ofCompiled(isCompiled(flow) ? flow : compileFlow(parsed(flow), resources)), calendars: resources.calendars }
}

/** Each flow is compiled once, with the resources that its first call names. */
export const testedFlow = (flow: TestableFlow, resources: FlowResources = noResources): TestedFlow => {
  const known = made.get(flow)
  if (known !== undefined) return known
  const tested = make(flow, resources)
  made.set(flow, tested)
  return tested
}
