import { Button, Textarea } from '@mantine/core'
import type { Json } from '@callchart/flow'
import { IconPencil } from '@tabler/icons-react'
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { namesSeen } from '../../conditions/known-names.js'
import type { Command } from '../../document/command.js'
import { addVariable } from '../../document/commands/variables.js'
import { editNode } from '../../document/commands/nodes.js'
import { isObject, valueAt } from '../../document/node-fields.js'
import { useEditor, useEditorStore } from '../../editor/EditorContext.js'
import fields from '../../inspector/fields/Fields.module.css'
import { FilledVariables } from '../../inspector/fields/FilledVariables.js'
import { FieldFrame } from '../../inspector/fields/FieldFrame.js'
import { alone, useField } from '../../inspector/fields/useField.js'
import { isVariableName } from '../../document/variable-name.js'
import { together } from '../../inspector/fields/VariableField.js'
import { AnswerTree } from './AnswerTree.js'
import { typeFor, variableFor, type AnswerValue } from './answer-tree.js'

const answerNames = { body: 'any', status: 'number' } as const

/** What is kept of the answer: by clicking in an example of it, or by formulas. */
export const AnswerFields = memo(function AnswerFields({ node }: { readonly node: string }) {
  const { t } = useTranslation('inspector')
  const names = namesSeen(useEditor(({ document }) => document.variables), answerNames)
  return (
    <>
      <ExampleAnswer node={node} />
      <FilledVariables at="save" names={names} placeholder="body.balance" empty={t('answer.nothingKept')} fresh="body" />
    </>
  )
})

/** Keeps a value of the answer in a variable of its own name, which is declared where there is none. */
export function keepCommand(node: string, value: AnswerValue, variables: Json | undefined, kept: Json | undefined): Command {
  const declared = isObject(variables) ? variables : {}
  const used = isObject(kept) ? kept : {}
  const fitting = Object.hasOwn(declared, value.name) && !Object.hasOwn(used, value.name) ? value.name : undefined
  const name = fitting ?? variableFor(value, new Set([...Object.keys(declared), ...Object.keys(used)]), isVariableName)
  const keep = editNode(node, ['save', name], value.path)
  return fitting === undefined ? together(addVariable(name, { type: typeFor(value.value) }), keep) : alone(keep)
}

function ExampleAnswer({ node }: { readonly node: string }) {
  const { t } = useTranslation('inspector')
  const store = useEditorStore()
  const { value, schema } = useField('example')
  const { value: kept, replace: keepOnly } = useField('save')
  const [isWriting, setWriting] = useState(false)
  const body = valueAt(value, ['body'])
  const keep = (found: AnswerValue): void => {
    const { document, run } = store.getState()
    run(keepCommand(node, found, document.variables, kept))
  }
  const drop = (variables: readonly string[]): void => {
    const rest = Object.fromEntries(Object.entries(isObject(kept) ? kept : {}).filter(([name]) => !variables.includes(name)))
    keepOnly(Object.keys(rest).length === 0 ? undefined : rest)
  }
  return (
    <FieldFrame at="example" schema={schema} isContainer>
      {(input) => (
        <div className={fields.rows}>
          {body === undefined || isWriting ? (
            <ExampleText id={input.id} body={body} onDone={() => setWriting(false)} />
          ) : (
            <>
              <AnswerTree body={body} kept={isObject(kept) ? kept : {}} onKeep={keep} onDrop={drop} />
              <Button size="compact-xs" mih={24} variant="subtle" color="gray" leftSection={<IconPencil size={13} aria-hidden />} onClick={() => setWriting(true)} style={{ alignSelf: 'flex-start' }}>
                {t('answer.write')}
              </Button>
            </>
          )}
        </div>
      )}
    </FieldFrame>
  )
}

function ExampleText({ id, body, onDone }: { readonly id: string; readonly body: Json | undefined; readonly onDone: () => void }) {
  const { t } = useTranslation('inspector')
  const { value, replace } = useField('example')
  const [text, setText] = useState(body === undefined ? '' : JSON.stringify(body, null, 2))
  const [fault, setFault] = useState<string>()
  const take = (): void => {
    if (text.trim() === '') {
      replace(undefined)
      return onDone()
    }
    try {
      replace({ status: valueAt(value, ['status']) ?? 200, body: JSON.parse(text) as Json })
      onDone()
    } catch (error) {
      setFault(t('body.notJson', { reason: error instanceof Error ? error.message : String(error) }))
    }
  }
  return (
    <>
      <Textarea id={id} autosize minRows={3} maxRows={12} spellCheck={false} error={fault} classNames={{ input: fields.mono ?? '' }} placeholder={t('answer.paste')} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      {(text.trim() !== '' || body !== undefined) && (
        <Button size="compact-sm" variant="light" onClick={take} style={{ alignSelf: 'flex-start' }}>
          {t('answer.take')}
        </Button>
      )}
    </>
  )
}
