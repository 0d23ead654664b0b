import { Badge, Table, Text, UnstyledButton } from '@mantine/core'
import type { VariableValue } from '@callchart/flow'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './Simulator.module.css'
import { useSimulator } from './simulator-store.js'

const shown = (value: VariableValue): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** What every variable holds at the moment that is looked at; those that just changed stand first. */
export function Watch() {
  const { t } = useTranslation('simulator')
  const moment = useSimulator(({ moments, at }) => moments[Math.min(at, moments.length - 1)])
  const [isOpen, setOpen] = useState(false)
  if (moment === undefined) return null
  const { variables, changed } = moment
  const names = Object.keys(variables).sort((left, right) => Number(changed.includes(right)) - Number(changed.includes(left)))
  return (
    <section className={classes.watch} aria-label={t('watch.title')}>
      <UnstyledButton className={classes.watchHead} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? <IconChevronDown size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />}
        {t('watch.title')}
        {changed.length > 0 && (
          <Badge tt="none" size="sm" variant="light" color="brand">
            {t('watch.changed_count', { count: changed.length })}
          </Badge>
        )}
      </UnstyledButton>
      {isOpen && (
        <div className={classes.watchBody} tabIndex={0}>
          {names.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('watch.none')}
            </Text>
          ) : (
            <Table verticalSpacing={3} horizontalSpacing={4}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('watch.name')}</Table.Th>
                  <Table.Th>{t('watch.value')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {names.map((name) => (
                  <Table.Tr key={name} className={changed.includes(name) ? classes.changed : undefined}>
                    <Table.Td>{name}</Table.Td>
                    <Table.Td className={classes.value}>
                      {shown(variables[name] ?? null) || <Text span size="xs" c="dimmed">{t('watch.empty')}</Text>}
                      {changed.includes(name) && (
                        <Badge tt="none" size="xs" ml={6} variant="light" color="brand">
                          {t('watch.changed')}
                        </Badge>
                      )}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )}
        </div>
      )}
    </section>
  )
}
