import { Button } from '@mantine/core'
import { fieldShapes, type FlowProblem } from '@callchart/flow'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnalysis } from '../checking/analysis.js'
import { useEditorStore, useNode } from '../editor/EditorContext.js'
import type { UiLanguage } from '../locale/locale.js'
import { schemaPath } from './fields/field-path.js'
import { useFieldTexts } from './fields/field-texts.js'
import { FieldProblemLine } from './fields/FieldProblemLine.js'
import classes from './Inspector.module.css'
import { fieldOfProblem, wordsOf } from './problem-words.js'
import { revealField } from './reveal.js'

const none: readonly FlowProblem[] = []

/** Facts of the node that its form has no field for. */
const ofNodeItself: ReadonlySet<string> = new Set(['', 'id', 'kind', 'disabled'])

/** No field of the form tells it: it is of the node as a whole, of a field that nobody knows, or of a rule, which looks at the course of calls. */
const isOfNode = (problem: FlowProblem, kind: string): boolean => {
  const field = fieldOfProblem(problem)
  return ofNodeItself.has(field) || problem.rule !== undefined || !fieldShapes().has(schemaPath(kind, field.split('.')[0] ?? ''))
}

/** What is wrong with the course of calls at a node: what lies at a field is told there. */
export const NodeProblems = memo(function NodeProblems({ id }: { readonly id: string }) {
  const { t, i18n } = useTranslation('inspector')
  const kind = useNode(id)?.kind ?? ''
  const problems = useAnalysis(({ byNode }) => byNode.get(id) ?? none)
  const own = problems.filter((problem) => isOfNode(problem, kind))
  if (own.length === 0) return null
  const worst = own.some(({ severity }) => severity === 'error') ? 'error' : 'warning'
  return (
    <section className={classes.problems} data-severity={worst} data-field="id" aria-label={t('problems')}>
      {own.map((problem, index) => (
        <div key={index}>
          <FieldProblemLine severity={problem.severity} problem={problem} {...wordsOf(problem, i18n.language as UiLanguage)} />
          {!ofNodeItself.has(fieldOfProblem(problem)) && <ToField id={id} schema={schemaPath(kind, fieldOfProblem(problem))} field={fieldOfProblem(problem)} />}
        </div>
      ))}
    </section>
  )
})

function ToField({ id, schema, field }: { readonly id: string; readonly schema: string; readonly field: string }) {
  const { t } = useTranslation('inspector')
  const editor = useEditorStore()
  const { label } = useFieldTexts(schema)
  if (!fieldShapes().has(schema)) return null
  return (
    <Button size="compact-xs" variant="default" ml={20} mih={24} onClick={() => revealField(editor, id, field)}>
      {t('goTo', { name: label })}
    </Button>
  )
}
