import { answerOfDemo } from '@callchart/cli'
import { answerOfEntries, calendarSchema, compileFlow, createFlowMachine, parseFlow, SimulatedCall, type Calendar, type FlowDocument } from '@callchart/flow'
import { createInterpreter, createRetriever, trainUnderstanding } from '@callchart/nlu'
import type { CallView, CreateCallRequest } from '@callchart/protocol'
import type { CalendarFile, FlowFile } from './flows.js'

/** What the caller does in a spoken call, as text. */
export type SimulatedDeed = { readonly presses: string } | { readonly says: string }

/** What is compared of a call that was spoken and one that was simulated. */
export interface Verdict {
  readonly path: readonly string[]
  readonly tags: readonly string[]
  readonly hungUpBy: string | undefined
}

const documentOf = (file: FlowFile): FlowDocument => {
  const parsed = parseFlow(file)
  if (!('document' in parsed)) throw new Error(`${file.id} is no flow`)
  return parsed.document
}

/** The same script by text, on the same flows, services and calendars. */
export const simulatedVerdict = (id: string, files: readonly FlowFile[], calendars: readonly CalendarFile[], request: Partial<CreateCallRequest>, deeds: readonly SimulatedDeed[]): Verdict => {
  const flows = new Map(files.map((file) => [file.id, documentOf(file)]))
  const document = flows.get(id)
  if (document === undefined) throw new Error(`there is no flow ${id}`)
  const known = new Map(calendars.map((file): [string, Calendar] => [file.id, calendarSchema.parse(file)]))
  const compiled = compileFlow(document, { flows, calendars: known })
  const interpreters = new Map(compiled.manifest.understanding.map((source) => [source.language, createInterpreter(trainUnderstanding(source))]))
  const now = new Date()
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const call = new SimulatedCall(createFlowMachine(compiled), {
    startsAt: now.getTime(),
    call: { direction: request.direction ?? 'inbound', variables: (request.variables ?? {}), ...(request.dnis === undefined ? {} : { dnis: request.dnis }) },
    interpret: (heard, expectation, language) => {
      const interpreter = interpreters.get(language)
      if (interpreter === undefined) throw new Error(`nobody understands ${language}`)
      return interpreter.interpret(heard, expectation, { now, timeZone })
    },
    http: answerOfDemo(() => now),
    knowledge: answerOfEntries(compiled, createRetriever),
    calendars: known,
  })
  for (const deed of deeds) if ('says' in deed) call.says(deed.says); else call.presses(deed.presses)
  return {
    path: call.path,
    tags: call.effects.flatMap((effect) => (effect.type === 'call.tag' ? [effect.tag] : [])),
    hungUpBy: call.effects.some(({ type }) => type === 'call.hang-up') ? 'bot' : undefined,
  }
}

export const spokenVerdict = ({ path, tags, cdr }: CallView): Verdict => ({ path, tags, hungUpBy: cdr[0]?.hungUpBy ?? undefined })
