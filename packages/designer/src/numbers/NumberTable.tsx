import type { NumberList } from '@callchart/protocol'
import { ActionIcon, Badge, Button, Checkbox, Group, Table, TextInput, Tooltip } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconAlertOctagon, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { HeadedTable } from '../app/HeadedTable.js'
import { useFlowName } from '../library/queries.js'
import { useTimes } from '../library/when.js'
import { rowsOf, type NumberRow } from './number-rows.js'
import classes from './Numbers.module.css'
import { OverrideDialog } from './OverrideDialog.js'
import { useOverrideText } from './override-text.js'
import { useChangeNumbers } from './queries.js'

const columns = ['number', 'answers', 'isOwn', 'deeds'] as const

/** Numbers that we know of, and the switch for emergencies of each. */
export function NumberTable({ list }: { readonly list: NumberList }) {
  const { t } = useTranslation('numbers')
  const [overriding, setOverriding] = useState<string>()
  const rows = rowsOf(list)
  return (
    <section className={classes.part} aria-label={t('numbers.title')}>
      <h2 className={classes.partTitle}>{t('numbers.title')}</h2>
      <p className={classes.help}>{t('numbers.help')}</p>
      <div className={classes.list} tabIndex={0} role="group" aria-label={t('numbers.title')}>
        {rows.length === 0 ? (
          <p className={classes.none}>{t('numbers.none')}</p>
        ) : (
          <HeadedTable className={classes.table} heads={columns.map((column) => t(`column.${column}`))}>
            {rows.map((row) => (
              <Row key={row.number} row={row} onOverride={() => setOverriding(row.number)} />
            ))}
          </HeadedTable>
        )}
      </div>
      <AddNumber />
      <OverrideDialog number={overriding} onClose={() => setOverriding(undefined)} />
    </section>
  )
}

function Row({ row, onOverride }: { readonly row: NumberRow; readonly onOverride: () => void }) {
  const { t } = useTranslation('numbers')
  const { ago, time } = useTimes()
  const flowName = useFlowName()
  const overrideText = useOverrideText()
  const change = useChangeNumbers()
  const { number, name, isOwn, isListed, flow, override, overriddenBy = '', overriddenAt } = row
  const endOverride = (): void => {
    modals.openConfirmModal({
      title: t('override.endTitle', { number }),
      children: t('override.endHelp'),
      labels: { confirm: t('override.end'), cancel: t('cancel') },
      onConfirm: () => change.mutate({ type: 'override', number, override: null }),
    })
  }
  return (
    <Table.Tr>
      <Table.Td>
        <div className={classes.number}>{number}</div>
        {name !== '' && <div className={classes.sub}>{name}</div>}
      </Table.Td>
      <Table.Td>
        {override === undefined ? (
          flow === undefined ? <span className={classes.sub}>{t('numbers.byRules')}</span> : flowName(flow)
        ) : (
          <>
            <Badge color="red" variant="light" tt="none" leftSection={<IconAlertOctagon size={14} aria-hidden />}>
              {overrideText(override)}
            </Badge>
            {overriddenAt !== undefined && (
              <div className={classes.sub} title={time(overriddenAt)}>
                {t('override.since', { ago: ago(overriddenAt), author: overriddenBy })}
              </div>
            )}
          </>
        )}
      </Table.Td>
      <Table.Td>
        <Checkbox
          aria-label={t('numbers.mayBeShown', { number })}
          checked={isOwn}
          disabled={change.isPending}
          onChange={(event) => change.mutate({ type: 'number', number, settings: { name, isOwn: event.currentTarget.checked } })}
        />
      </Table.Td>
      <Table.Td>
        <div className={classes.deeds}>
          {override === undefined ? (
            <Button size="compact-sm" variant="light" color="red" onClick={onOverride}>
              {t('override.open')}
            </Button>
          ) : (
            <Button size="compact-sm" variant="default" onClick={endOverride}>
              {t('override.end')}
            </Button>
          )}
          {isListed && override === undefined && (
            <Tooltip label={t('remove')}>
              <ActionIcon variant="subtle" color="gray" aria-label={t('removeNumber', { number })} onClick={() => change.mutate({ type: 'removeNumber', number })}>
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          )}
        </div>
      </Table.Td>
    </Table.Tr>
  )
}

const form = /^[+A-Za-z0-9_.*#-]{1,64}$/

function AddNumber() {
  const { t } = useTranslation('numbers')
  const [number, setNumber] = useState('')
  const [name, setName] = useState('')
  const change = useChangeNumbers()
  const plain = number.replace(/[\s()]/g, '')
  const isWrong = plain !== '' && !form.test(plain)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (plain === '' || isWrong) return
    change.mutate({ type: 'number', number: plain, settings: { name: name.trim(), isOwn: true } }, { onSuccess: () => [setNumber(''), setName('')] })
  }
  return (
    <form onSubmit={submit}>
      <Group gap="sm" align="flex-end">
        <TextInput label={t('numbers.number')} value={number} maxLength={64} inputMode="tel" error={isWrong ? t('numbers.wrong') : undefined} onChange={(event) => setNumber(event.currentTarget.value)} />
        <TextInput label={t('numbers.name')} value={name} maxLength={100} onChange={(event) => setName(event.currentTarget.value)} />
        <Button type="submit" variant="default" leftSection={<IconPlus size={16} aria-hidden />} loading={change.isPending} disabled={plain === '' || isWrong}>
          {t('numbers.add')}
        </Button>
      </Group>
    </form>
  )
}
