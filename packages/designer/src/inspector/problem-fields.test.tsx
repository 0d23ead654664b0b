// @vitest-environment happy-dom
import { errorCodes } from '@callchart/protocol'
import { fieldLabels, fieldShapes } from '@callchart/flow'
import { act, cleanup } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { IntentsView } from '../intents/IntentsView.js'
import { en } from '../locale/en.js'
import { zhCN } from '../locale/zh-cn.js'
import { useAdvanced } from './fields/Advanced.js'
import { schemaPath, textKeys } from './fields/field-path.js'
import { FlowSettings } from './FlowSettings.js'
import { NodeInspector } from './NodeInspector.js'
import { fieldOfProblem } from './problem-words.js'
import { elementOf, intentAt, revealField } from './reveal.js'
import { mistakes, type Mistake } from './testing/mistakes.js'
import { renderIn, speaking } from './testing/rendered.js'

/** Told of files, of what is no flow at all, or while calls run: nobody meets these while drawing. */
const elsewhere = [
  'FLOW_NOT_JSON', 'FLOW_EXPRESSION_FAILED', 'FLOW_TURNS_FAILED', 'FLOW_STEP_FAILED', 'FLOW_SNAPSHOT_INVALID', 'FLOW_TESTED_INVALID', 'FLOW_COVERAGE_INVALID',
  'FLOW_CALENDAR_INVALID', 'FLOW_FAQ_INVALID', 'FLOW_RULES_INVALID', 'FLOW_RULE_NAMES_NOTHING',
]
/** The sizes of a library that no test makes by hand, and states that the chart of a flow without errors cannot have: each lies at the node. */
const notMade = ['FLOW_SUBFLOW_DEPTH', 'FLOW_TOO_LARGE', 'FLOW_WAIT_UNANSWERED']

const found = mistakes()
const rootOf = ({ document, problem: { nodeId } }: Mistake): string => document.nodes.find(({ id }) => id === nodeId)?.kind ?? 'flow'
const placeOf = (mistake: Mistake): string => schemaPath(rootOf(mistake), fieldOfProblem(mistake.problem))
const nameOf = (mistake: Mistake): string => `${mistake.problem.code} at ${placeOf(mistake)}`
/** Every code once and every field once: a form is a lot to show. */
const table = found.reduce<readonly (readonly [string, Mistake])[]>((kept, mistake) => {
  const isNew = kept.every(([, { problem }]) => problem.code !== mistake.problem.code) || kept.every(([, other]) => placeOf(other) !== placeOf(mistake))
  return isNew ? [...kept, [nameOf(mistake), mistake]] : kept
}, [])

const isField = (schema: string): boolean => fieldShapes().has(schema)

/** A field that the form shows as one: texts of a language, entries of a map and facts of one input are shown by what is around them. */
function shownAt(schema: string): string {
  const steps = schema.split('.')
  const within = steps.findIndex((_, index) => ['prompt', 'map', 'any'].includes(fieldShapes().get(steps.slice(0, index + 1).join('.'))?.type ?? ''))
  return within === -1 ? schema : steps.slice(0, within + 1).join('.')
}

beforeAll(() => speaking('en'))
afterEach(() => {
  cleanup()
  useAdvanced.setState({ isOpen: false, parts: {} })
})

describe('a click on a finding', () => {
  it('is tried for every code that somebody who draws can meet', () => {
    const codes = Object.keys(errorCodes).filter((code) => code.startsWith('FLOW_'))
    const met = new Set(found.map(({ problem }) => problem.code))

    expect(codes.filter((code) => !met.has(code) && !elsewhere.includes(code) && !notMade.includes(code))).toEqual([])
  })

  it.each(table)('%s puts the focus where it lies, and is told there', (_place, { document, problem }) => {
    const field = fieldOfProblem(problem)
    const view = problem.nodeId === undefined ? intentAt(field) === undefined ? <FlowSettings /> : <IntentsView /> : <NodeInspector id={problem.nodeId} />
    const { container, editor } = renderIn(document, view, [problem])

    act(() => revealField(editor, problem.nodeId, field))

    // Of the flow as a whole: the chart is shown.
    if (problem.nodeId === undefined && field === '') return expect(editor.getState().view).toBe('canvas')
    const element = elementOf(container, field) ?? container.querySelector('[data-field="id"]')
    expect(element, 'a field or the list of what is wrong with the node').not.toBeNull()
    expect(element?.contains(window.document.activeElement)).toBe(true)
    const at = element?.getAttribute('data-field') ?? ''
    const root = document.nodes.find(({ id }) => id === problem.nodeId)?.kind ?? 'flow'
    const schema = schemaPath(root, field)
    if (isField(schema) && at !== 'id') expect(schemaPath(root, at).startsWith(shownAt(schema)), `${at} shows ${schema}`).toBe(true)
    // A condition tells by itself what is wrong with it.
    const mark = problem.severity === 'error' ? 'Error' : 'Warning'
    expect(container.querySelector(`[aria-label="${mark}"], [role="alert"]`)).not.toBeNull()
  })
})

describe('labels that findings name', () => {
  const textOf = (texts: object, key: string): string | undefined => {
    const value = key.split('.').reduce<unknown>((at, step) => (typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? (at as Record<string, unknown>)[step] : undefined), texts)
    return typeof value === 'string' ? value : undefined
  }
  const labelIn = (texts: object, schema: string): string | undefined =>
    textKeys(schema)
      .map((key) => textOf(texts, `${key}.label`))
      .find((label) => label !== undefined)

  it.each(Object.entries(fieldLabels))('%s is called so by the page', (schema, label) => {
    expect({ en: labelIn(en.fields, schema), zh: labelIn(zhCN.fields, schema) }).toEqual(label)
  })
})
