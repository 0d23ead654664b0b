import { Table, Text } from '@mantine/core'
import type { CallStep } from '@callchart/protocol'
import { useTranslation } from 'react-i18next'
import classes from './Call.module.css'
import { variablesAt } from './cursor.js'

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** Every variable as it was after the step; those that the step changed stand out. */
export function StepValues({ steps, at }: { readonly steps: readonly CallStep[]; readonly at: number }) {
  const { t } = useTranslation('calls')
  const values = Object.entries(variablesAt(steps, at))
  const changed = steps[at]?.variables ?? {}
  return (
    <div className={classes.values} tabIndex={0} role="region" aria-label={t('values.title')}>
      {values.length === 0 ? (
        <Text size="sm" c="dimmed" p="sm">
          {t('values.none')}
        </Text>
      ) : (
        <Table verticalSpacing={4} aria-label={t('values.title')}>
          <Table.Tbody>
            {values.map(([name, value]) => {
              const isChanged = Object.hasOwn(changed, name)
              return (
                <Table.Tr key={name} data-changed={isChanged || undefined}>
                  <Table.Td>{name}</Table.Td>
                  <Table.Td>
                    {shown(value)}
                    {isChanged && ` · ${t('values.changed')}`}
                  </Table.Td>
                </Table.Tr>
              )
            })}
          </Table.Tbody>
        </Table>
      )}
    </div>
  )
}
