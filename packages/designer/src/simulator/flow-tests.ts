import type { DraftDocument, FlowTest, Json } from '@callchart/flow'
import type { Command } from '../document/command.js'
import { editFlow } from '../document/commands/flow.js'

export interface KeptTest {
  readonly id: string
  readonly test: FlowTest
}

const known = new WeakMap<object, readonly KeptTest[]>()
const none: readonly KeptTest[] = []

const isTest = (value: unknown): value is FlowTest => {
  const { name, opening, steps } = (value ?? {}) as Partial<FlowTest>
  return typeof name === 'string' && Array.isArray(opening?.hears) && Array.isArray(steps)
}

/** Tests of a draft in the order in which they were kept; the same list for the same draft. */
export function testsOf({ tests }: DraftDocument): readonly KeptTest[] {
  if (typeof tests !== 'object' || tests === null || Array.isArray(tests)) return none
  const found = known.get(tests) ?? Object.entries(tests as Readonly<Record<string, Json>>).flatMap(([id, test]): KeptTest[] => (isTest(test) ? [{ id, test: withStart(test) }] : []))
  known.set(tests, found)
  return found
}

const started = new WeakMap<FlowTest, FlowTest>()

/** Fields of the start may be absent in a file; the same object for the same test. */
function withStart(test: FlowTest): FlowTest {
  const { direction = 'inbound', variables = {}, answers = {} } = (test.start ?? {}) as Partial<FlowTest['start']>
  if (test.start?.direction === direction && test.start.variables === variables && test.start.answers === answers) return test
  const whole = started.get(test) ?? { ...test, start: { ...test.start, direction, variables, answers } }
  started.set(test, whole)
  return whole
}

/** An id that no test has. */
export function freshTestId({ tests }: DraftDocument, beside: ReadonlySet<string> = new Set()): string {
  for (let count = 1; ; count += 1) if (!Object.hasOwn((tests ?? {}) as object, `test${count}`) && !beside.has(`test${count}`)) return `test${count}`
}

export const keepTest = (id: string, test: FlowTest): Command => withoutMerging(editFlow(['tests', id], test as unknown as Json))
export const removeTest = (id: string): Command => withoutMerging(editFlow(['tests', id], undefined))

/** Each is undone by itself. */
const withoutMerging = ({ kind, apply }: Command): Command => ({ kind, apply })

/** Many at once, undone together. */
export const keepTests = (tests: readonly FlowTest[]): Command => ({
  kind: 'editFlow',
  apply: (document) => {
    const ids = new Set<string>()
    const added = tests.map((test) => {
      const id = freshTestId(document, ids)
      ids.add(id)
      return [id, test] as const
    })
    return added.reduce((changed, [id, test]) => keepTest(id, test).apply(changed), document)
  },
})
