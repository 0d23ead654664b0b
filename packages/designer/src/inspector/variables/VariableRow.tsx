import { Select, Switch, Table, TextInput } from '@mantine/core'
import type { Json } from '@callchart/flow'
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeVariableType, editVariable, renameVariable } from '../../document/commands/variables.js'
import { isObject, valueAt } from '../../document/node-fields.js'
import { useEditorStore } from '../../editor/EditorContext.js'
import { isVariableName } from '../../document/variable-name.js'
import { variableTypes } from '../fields/VariableField.js'
import type { Uses } from './uses.js'
import { InitialInput } from './InitialInput.js'
import { RemoveVariable, UsedBy } from './UsedBy.js'
import { lazyList } from '../fields/lazy-list.js'

export interface VariableRowProps {
  readonly name: string
  readonly variable: Json
  readonly uses: Uses
  readonly readOnly: boolean
}

/** One variable of the flow. */
export const VariableRow = memo(function VariableRow({ name, variable, uses, readOnly }: VariableRowProps) {
  const { t } = useTranslation(['inspector', 'fields'])
  const store = useEditorStore()
  const run = store.getState().run
  const fields = isObject(variable) ? variable : {}
  const type = variableTypes.find((each) => each === fields.type) ?? 'string'
  return (
    <Table.Tr data-variable={name}>
      <Table.Td>
        <NameInput name={name} readOnly={readOnly} />
      </Table.Td>
      <Table.Td>
        <Select comboboxProps={lazyList}
          size="xs"
          aria-label={t('variables.typeOf', { name })}
          disabled={readOnly}
          allowDeselect={false}
          value={type}
          data={variableTypes.map((each) => ({ value: each, label: t(`fields:flow.variables.type.options.${each}`) }))}
          onChange={(next) => next !== null && run(changeVariableType(name, next))}
        />
      </Table.Td>
      <Table.Td>
        <InitialInput label={t('variables.initialOf', { name })} type={type} value={fields.initial} disabled={readOnly} onChange={(next) => run(editVariable(name, ['initial'], next))} />
      </Table.Td>
      <Table.Td>
        <Switch size="sm" aria-label={t('variables.sensitiveOf', { name })} disabled={readOnly} checked={fields.sensitive === true} onChange={(event) => run(editVariable(name, ['sensitive'], event.currentTarget.checked ? true : undefined))} />
      </Table.Td>
      <Table.Td>
        <TextInput
          size="xs"
          aria-label={t('variables.descriptionOf', { name })}
          readOnly={readOnly}
          maxLength={500}
          placeholder={t('variables.describe')}
          value={typeof fields.description === 'string' ? fields.description : ''}
          onChange={(event) => run(editVariable(name, ['description'], event.currentTarget.value === '' ? undefined : event.currentTarget.value))}
        />
      </Table.Td>
      <Table.Td>
        <UsedBy name={name} uses={uses} />
      </Table.Td>
      <Table.Td>{!readOnly && <RemoveVariable name={name} uses={uses} />}</Table.Td>
    </Table.Tr>
  )
})

/** The name, which is changed everywhere when it has been written. */
function NameInput({ name, readOnly }: { readonly name: string; readonly readOnly: boolean }) {
  const { t } = useTranslation('inspector')
  const store = useEditorStore()
  const [draft, setDraft] = useState<string>()
  const wanted = draft?.trim()
  const isTaken = wanted !== undefined && wanted !== name && valueAt(store.getState().document, ['variables', wanted]) !== undefined
  const fault = wanted === undefined || wanted === name ? undefined : isTaken ? t('variables.taken') : isVariableName(wanted) ? undefined : t('variableName')
  const finish = (): void => {
    if (wanted !== undefined && wanted !== name && fault === undefined) store.getState().run(renameVariable(name, wanted))
    setDraft(undefined)
  }
  return (
    <TextInput
      size="xs"
      aria-label={t('variables.nameOf', { name })}
      ff="monospace"
      readOnly={readOnly}
      value={draft ?? name}
      error={fault}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur()
        if (event.key === 'Escape') setDraft(undefined)
      }}
    />
  )
}
