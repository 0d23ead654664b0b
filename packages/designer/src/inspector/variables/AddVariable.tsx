import { Button, Select, Table, TextInput } from '@mantine/core'
import type { VariableType } from '@callchart/flow'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addVariable } from '../../document/commands/variables.js'
import { useEditorStore } from '../../editor/EditorContext.js'
import { isVariableName } from '../../document/variable-name.js'
import { variableTypes } from '../fields/VariableField.js'
import { lazyList } from '../fields/lazy-list.js'

/** The last row of the table: a new variable. */
export function AddVariable({ taken }: { readonly taken: readonly string[] }) {
  const { t } = useTranslation(['inspector', 'fields'])
  const store = useEditorStore()
  const [name, setName] = useState('')
  const [type, setType] = useState<VariableType>('string')
  const wanted = name.trim()
  const fault = wanted === '' ? undefined : taken.includes(wanted) ? t('variables.taken') : isVariableName(wanted) ? undefined : t('variableName')
  const isGood = wanted !== '' && fault === undefined
  const add = (): void => {
    if (!isGood) return
    store.getState().run(addVariable(wanted, { type }))
    setName('')
  }
  return (
    <Table.Tr>
      <Table.Td>
        <TextInput size="xs" ff="monospace" aria-label={t('variables.newName')} placeholder={t('variables.newName')} value={name} error={fault} onChange={(event) => setName(event.currentTarget.value)} onKeyDown={(event) => event.key === 'Enter' && add()} />
      </Table.Td>
      <Table.Td>
        <Select comboboxProps={lazyList} size="xs" aria-label={t('variables.newType')} allowDeselect={false} value={type} data={variableTypes.map((each) => ({ value: each, label: t(`fields:flow.variables.type.options.${each}`) }))} onChange={(next) => next !== null && setType(next)} />
      </Table.Td>
      <Table.Td colSpan={5}>
        <Button size="compact-sm" mih={26} variant="light" leftSection={<IconPlus size={14} aria-hidden />} disabled={!isGood} onClick={add}>
          {t('addVariable')}
        </Button>
      </Table.Td>
    </Table.Tr>
  )
}
