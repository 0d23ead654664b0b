import { ActionIcon, Button, Group as Row, SegmentedControl, Tooltip } from '@mantine/core'
import type { ExpressionVariables } from '@callchart/flow'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { isGroup, type Group, type Test } from './condition.js'
import classes from './Conditions.module.css'
import { ConditionTest } from './ConditionTest.js'

export interface ConditionGroupProps {
  readonly group: Group
  readonly names: ExpressionVariables
  readonly onChange: (next: Group) => void
  readonly mayNest?: boolean
}

const blank: Test = { subject: '', is: 'equals', than: { literal: '' } }

/** Lines of which all hold, or any. */
export function ConditionGroup({ group, names, onChange, mayNest = false }: ConditionGroupProps) {
  const { t } = useTranslation('conditions')
  const { join, items } = group
  const replace = (index: number, item: Test | Group | undefined): void => onChange({ join, items: items.flatMap((each, at) => (at === index ? (item === undefined ? [] : [item]) : [each])) })
  return (
    <div className={classes.group}>
      {items.length > 1 && (
        <SegmentedControl
          size="xs"
          value={join}
          aria-label={t('join.label')}
          onChange={(next) => onChange({ join: next, items })}
          data={[
            { value: 'all' as const, label: t('join.all') },
            { value: 'any' as const, label: t('join.any') },
          ]}
        />
      )}
      {items.map((item, index) => (
        <div key={index} className={classes.row}>
          {isGroup(item) ? (
            <div className={classes.inner}>
              <ConditionGroup group={item} names={names} onChange={(next) => replace(index, next.items.length === 0 ? undefined : next)} />
            </div>
          ) : (
            <ConditionTest test={item} names={names} onChange={(next) => replace(index, next)} />
          )}
          <Tooltip label={t('remove')}>
            <ActionIcon variant="subtle" color="gray" size={26} mt={4} aria-label={t('remove')} onClick={() => replace(index, undefined)}>
              <IconTrash size={15} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </div>
      ))}
      <Row gap={4}>
        <Button size="compact-xs" mih={24} variant="light" leftSection={<IconPlus size={13} aria-hidden />} onClick={() => onChange({ join, items: [...items, blank] })}>
          {t('addTest')}
        </Button>
        {mayNest && items.length > 0 && (
          <Button size="compact-xs" mih={24} variant="subtle" color="gray" leftSection={<IconPlus size={13} aria-hidden />} onClick={() => onChange({ join, items: [...items, { join: join === 'all' ? 'any' : 'all', items: [blank, blank] }] })}>
            {t('addGroup')}
          </Button>
        )}
      </Row>
    </div>
  )
}
