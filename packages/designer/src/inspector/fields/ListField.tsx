import { ActionIcon, Button, Tooltip } from '@mantine/core'
import type { Json } from '@callchart/flow'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { GroupLabel } from './FieldFrame.js'
import { FieldProblemLine } from './FieldProblemLine.js'
import classes from './Fields.module.css'
import { shapeAt } from './field-path.js'
import { useFieldTexts } from './field-texts.js'
import { useField } from './useField.js'
import { useFieldProblem } from './useFieldProblem.js'

export interface ListFieldProps {
  readonly at: string
  /** @param at path of the item */
  readonly children: (at: string, index: number) => ReactNode
  readonly title: (item: Json, index: number) => string
  readonly fresh: (list: readonly Json[]) => Json
  readonly add: string
  readonly empty?: string
  readonly label?: string
}

const moved = (list: readonly Json[], from: number, to: number): readonly Json[] => {
  const next = [...list]
  next.splice(to, 0, ...next.splice(from, 1))
  return next
}

/** Items that are added, moved and removed. */
export function ListField({ at, children, title, fresh, add, empty, label: ownLabel }: ListFieldProps) {
  const { value, schema, replace } = useField(at)
  const texts = useFieldTexts(schema)
  const { help } = texts
  const label = ownLabel ?? texts.label
  const problem = useFieldProblem(at, label, true)
  const list = Array.isArray(value) ? (value as readonly Json[]) : []
  const { maxLength = Infinity } = shapeAt(schema)
  return (
    <div className={classes.field} data-field={at} data-schema={schema} role="group" aria-label={label}>
      <GroupLabel label={label} help={help} />
      {list.length === 0 && empty !== undefined && <div className={classes.hint}>{empty}</div>}
      <div className={classes.rows}>
        {list.map((item, index) => (
          <div key={index} className={classes.item} data-field={`${at}.${index}`}>
            <ItemHead
              title={title(item, index)}
              isFirst={index === 0}
              isLast={index === list.length - 1}
              onMove={(by) => replace(moved(list, index, index + by))}
              onRemove={() => replace(list.filter((_, each) => each !== index))}
            />
            {children(`${at}.${index}`, index)}
            <ItemProblem at={`${at}.${index}`} title={title(item, index)} />
          </div>
        ))}
      </div>
      {list.length < maxLength && (
        <Button variant="light" size="xs" mt={4} leftSection={<IconPlus size={14} aria-hidden />} onClick={() => replace([...list, fresh(list)])} style={{ alignSelf: 'flex-start' }}>
          {add}
        </Button>
      )}
      {problem !== undefined && <FieldProblemLine {...problem} severity={problem.problem.severity} />}
    </div>
  )
}

/** What is wrong with an item as a whole. */
function ItemProblem({ at, title }: { readonly at: string; readonly title: string }) {
  const problem = useFieldProblem(at, title, true)
  return problem === undefined ? null : <FieldProblemLine {...problem} severity={problem.problem.severity} />
}

interface ItemHeadProps {
  readonly title: string
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly onMove: (by: 1 | -1) => void
  readonly onRemove: () => void
}

const ItemHead = memo(function ItemHead({ title, isFirst, isLast, onMove, onRemove }: ItemHeadProps) {
  const { t } = useTranslation('inspector')
  return (
    <div className={classes.itemHead}>
      <span className={classes.itemTitle} title={title}>
        {title}
      </span>
      <Tooltip label={t('moveUp')}>
        <ActionIcon variant="subtle" color="gray" size={26} disabled={isFirst} aria-label={`${t('moveUp')}: ${title}`} onClick={() => onMove(-1)}>
          <IconArrowUp size={15} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('moveDown')}>
        <ActionIcon variant="subtle" color="gray" size={26} disabled={isLast} aria-label={`${t('moveDown')}: ${title}`} onClick={() => onMove(1)}>
          <IconArrowDown size={15} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('remove')}>
        <ActionIcon variant="subtle" color="gray" size={26} aria-label={`${t('remove')}: ${title}`} onClick={onRemove}>
          <IconTrash size={15} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </div>
  )
})
