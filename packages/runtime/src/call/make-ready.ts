import {
  createFlowMachine,
  isOver,
  startSnapshot,
  statePath,
  step,
  takesEvent,
  variablesOf,
  type CompiledFlow,
  type FlowDocument,
  type FlowManifest,
} from '@callchart/flow'
import { createBannedWordCheck, createInterpreter, createRetriever, hasOwnReaders, type Interpreter, type UnderstandingModel } from '@callchart/nlu'
import type { ValueType } from '@callchart/protocol'
import { slotTypesOf } from '../understanding/recognizers/interpret.js'
import type { Recognizers } from '../understanding/recognizers/recognizers.js'
import type { ReadyKnowledge, ReadyVersion } from './ready-version.js'

/** A stored version, as plain JSON. */
export interface StoredVersion {
  readonly version: string
  readonly document: Pick<FlowDocument, 'variables' | 'nodes'>
  readonly compiled: CompiledFlow
  readonly models: readonly UnderstandingModel[]
}

const primary = (language: string): string => language.split('-')[0]?.toLowerCase() ?? ''

/** Those of sub-flows are named by the manifest alone; a version that was stored before there were any has no list of them. */
const sensitiveIn = (document: StoredVersion['document'], { manifest }: CompiledFlow): ReadonlySet<string> => {
  const own = Object.entries(document.variables).flatMap(([name, { sensitive }]) => (sensitive ? [name] : []))
  const listed: readonly string[] | undefined = manifest.sensitive
  return new Set([...own, ...(listed ?? [])])
}

/** Languages without readers of ours are read by a library that takes seconds to load: before the first call. */
const prepareReading = ({ document, compiled }: StoredVersion, recognizers: Recognizers): void => {
  const asked: readonly ValueType[] = document.nodes.flatMap((node) => (node.kind === 'collect' ? [node.valueType] : []))
  for (const { language, intents } of compiled.manifest.understanding)
    if (!hasOwnReaders(language)) recognizers.prepare(language, [...asked, ...slotTypesOf(intents)])
}

/** An index is made when somebody asks first, and once. A version that was stored before there were any nodes of the kind lists none. */
function createKnowledge({ manifest }: CompiledFlow): ReadyVersion['knowledgeOf'] {
  const sources: FlowManifest['knowledge'] | undefined = manifest.knowledge
  const made = new Map<object, ReadyKnowledge>()
  return (node, language) => {
    const source = sources?.find((each) => each.node === node && each.language === language)
    if (source === undefined || source.entries.length === 0) return undefined
    const known = made.get(source) ?? {
      retriever: createRetriever(language, source.entries),
      entries: new Map(source.entries.map((entry) => [entry.id, entry])),
    }
    made.set(source, known)
    return known
  }
}

/** Makes the machine and the interpreters of a version, once for all its calls. */
export function makeReady(stored: StoredVersion, recognizers?: Recognizers): ReadyVersion {
  const { version, document, compiled, models } = stored
  if (recognizers !== undefined) prepareReading(stored, recognizers)
  const machine = createFlowMachine(compiled)
  const interpreters = new Map<string, Interpreter>(models.map((model) => [model.source.language.toLowerCase(), createInterpreter(model)]))
  const banned = Object.values(compiled.manifest.bannedWords ?? {}).map(createBannedWordCheck)
  return {
    version,
    manifest: compiled.manifest,
    sensitiveVariables: sensitiveIn(document, compiled),
    start: () => startSnapshot(machine),
    step: (snapshot, event) => step(machine, snapshot, event),
    takes: (snapshot, event) => takesEvent(machine, snapshot, event),
    statePath,
    variablesOf,
    isOver,
    recognizers,
    knowledgeOf: createKnowledge(compiled),
    bannedIn(text) {
      for (const check of banned) {
        const found = check(text)
        if (found !== undefined) return found
      }
      return undefined
    },
    interpreterOf(language) {
      const exact = interpreters.get(language.toLowerCase())
      return exact ?? [...interpreters].find(([known]) => primary(known) === primary(language))?.[1]
    },
  }
}
