import { ScrollArea, Table, Text } from '@mantine/core'
import type { Json } from '@callchart/flow'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { isObject } from '../document/node-fields.js'
import { useEditor } from '../editor/EditorContext.js'
import { AddVariable } from './variables/AddVariable.js'
import { unused, usesOf } from './variables/uses.js'
import { VariableRow } from './variables/VariableRow.js'

const noVariables: Readonly<Record<string, Json>> = {}

/** Variables of the flow in a table: what they hold, and where they are used. */
export function VariablesPanel() {
  const { t } = useTranslation('inspector')
  const document = useEditor((state) => state.document)
  const readOnly = useEditor((state) => state.readOnly)
  const uses = useMemo(() => usesOf(document), [document])
  const variables = isObject(document.variables) ? document.variables : noVariables
  const names = Object.keys(variables)
  return (
    <ScrollArea style={{ flex: 1 }} type="auto">
      <Table stickyHeader verticalSpacing={4} horizontalSpacing={6} miw={780}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={160}>{t('variables.name')}</Table.Th>
            <Table.Th w={112}>{t('variables.type')}</Table.Th>
            <Table.Th w={150}>{t('variables.initial')}</Table.Th>
            <Table.Th w={76}>{t('variables.sensitive')}</Table.Th>
            <Table.Th miw={150}>{t('variables.description')}</Table.Th>
            <Table.Th w={96}>{t('variables.used')}</Table.Th>
            <Table.Th w={40} aria-label={t('variables.actions')} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {names.map((name) => (
            <VariableRow key={name} name={name} variable={variables[name] ?? null} uses={uses.get(name) ?? unused} readOnly={readOnly} />
          ))}
          {!readOnly && <AddVariable taken={names} />}
        </Table.Tbody>
      </Table>
      {names.length === 0 && (
        <Text size="sm" c="dimmed" p="md">
          {t('variables.empty')}
        </Text>
      )}
    </ScrollArea>
  )
}
