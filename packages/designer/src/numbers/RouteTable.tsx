import type { NumberList, NumberRouteView } from '@callchart/protocol'
import { ActionIcon, Button, Select, Table, Tooltip } from '@mantine/core'
import { IconAlertTriangle, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { confirmLoss } from '../app/confirm-loss.js'
import { HeadedTable } from '../app/HeadedTable.js'
import { useFlowName } from '../library/queries.js'
import { useTimes } from '../library/when.js'
import classes from './Numbers.module.css'
import { useChangeNumbers } from './queries.js'
import { RouteDialog } from './RouteDialog.js'
import { useFlowChoices } from './useFlowChoices.js'

const columns = ['numbers', 'where', 'flow', 'changed', 'deeds'] as const

/** Which flow answers which numbers, and who answers everything else. */
export function RouteTable({ list }: { readonly list: NumberList }) {
  const { t } = useTranslation('numbers')
  const [edited, setEdited] = useState<NumberRouteView | 'new'>()
  return (
    <section className={classes.part} aria-label={t('routes.title')}>
      <div className={classes.partHead}>
        <h2 className={classes.partTitle}>{t('routes.title')}</h2>
        <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited('new')}>
          {t('routes.add')}
        </Button>
      </div>
      <p className={classes.help}>{t('routes.help')}</p>
      <div className={classes.list} tabIndex={0} role="group" aria-label={t('routes.title')}>
        {list.routes.length === 0 ? (
          <p className={classes.none}>{t('routes.none')}</p>
        ) : (
          <HeadedTable className={classes.table} heads={columns.map((column) => t(`column.${column}`))}>
            {list.routes.map((route) => (
              <Row key={route.routeId} route={route} onEdit={() => setEdited(route)} />
            ))}
          </HeadedTable>
        )}
      </div>
      <DefaultFlow list={list} />
      <RouteDialog edited={edited} onClose={() => setEdited(undefined)} />
    </section>
  )
}

function Row({ route, onEdit }: { readonly route: NumberRouteView; readonly onEdit: () => void }) {
  const { t } = useTranslation('numbers')
  const { ago, time } = useTimes()
  const flowName = useFlowName()
  const change = useChangeNumbers()
  const { routeId, kind, value, condition, switchId, flow, isLive, note, priority, author, changedAt } = route
  const remove = (): void => {
    confirmLoss({
      title: t('routes.removeTitle', { value }),
      children: t('routes.removeHelp'),
      labels: { confirm: t('remove'), cancel: t('cancel') },
      onConfirm: () => change.mutate({ type: 'removeRoute', routeId }),
    })
  }
  return (
    <Table.Tr>
      <Table.Td>
        <div className={classes.number}>{kind === 'prefix' ? `${value}…` : value.replace('..', ' – ')}</div>
        <div className={classes.sub}>{t(`kind.${kind}`)}</div>
      </Table.Td>
      <Table.Td>
        {condition !== undefined && <div>{`${condition.name} = ${condition.equals}`}</div>}
        {switchId !== undefined && <div className={classes.sub}>{t('routes.ofSwitch', { name: switchId })}</div>}
        {priority !== 0 && <div className={classes.sub}>{t('routes.withPriority', { priority })}</div>}
      </Table.Td>
      <Table.Td>
        {flowName(flow)}
        {!isLive && (
          <div className={classes.sub}>
            <IconAlertTriangle size={14} aria-hidden /> {t('routes.notLive')}
          </div>
        )}
        {note !== '' && <div className={classes.sub}>{note}</div>}
      </Table.Td>
      <Table.Td>
        <time dateTime={changedAt} title={time(changedAt)}>
          {ago(changedAt)}
        </time>
        <div className={classes.sub}>{author}</div>
      </Table.Td>
      <Table.Td>
        <div className={classes.deeds}>
          <Tooltip label={t('edit')}>
            <ActionIcon variant="subtle" color="gray" aria-label={t('routes.editOne', { value })} onClick={onEdit}>
              <IconPencil size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t('remove')}>
            <ActionIcon variant="subtle" color="gray" aria-label={t('routes.removeOne', { value })} onClick={remove}>
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </div>
      </Table.Td>
    </Table.Tr>
  )
}

function DefaultFlow({ list: { defaultFlow } }: { readonly list: NumberList }) {
  const { t } = useTranslation('numbers')
  const change = useChangeNumbers()
  const choices = useFlowChoices(defaultFlow?.flow)
  return (
    <Select
      maw={420}
      label={t('routes.otherwise')}
      description={t('routes.otherwiseHelp')}
      placeholder={t('routes.nobody')}
      data={choices}
      value={defaultFlow?.flow ?? null}
      clearable
      clearButtonProps={{ 'aria-label': t('routes.nobody') }}
      disabled={change.isPending}
      error={defaultFlow?.isLive === false ? t('routes.notLive') : undefined}
      onChange={(flow) => change.mutate({ type: 'defaultFlow', flow })}
    />
  )
}
