import type { NumberRoute, NumberRouteView, RouteKind } from '@callchart/protocol'
import { Group, Modal, NumberInput, SegmentedControl, Select, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { DialogEnd } from './DialogEnd.js'
import { useChangeNumbers } from './queries.js'
import { useFlowChoices } from './useFlowChoices.js'

const kinds = ['exact', 'range', 'prefix'] as const

/** A route made or changed. */
export function RouteDialog({ edited, onClose }: { readonly edited: NumberRouteView | 'new' | undefined; readonly onClose: () => void }) {
  const { t } = useTranslation('numbers')
  return (
    <Modal opened={edited !== undefined} onClose={onClose} title={t(edited === 'new' ? 'routes.add' : 'routes.edit')} size={560} closeOnClickOutside={false}>
      {edited !== undefined && <RouteForm known={edited === 'new' ? undefined : edited} onClose={onClose} />}
    </Modal>
  )
}

interface Written {
  readonly kind: RouteKind
  readonly value: string
  readonly to: string
  readonly name: string
  readonly equals: string
  readonly switchId: string
  readonly flow: string | null
  readonly priority: number
  readonly note: string
}

const writtenOf = (known: NumberRouteView | undefined): Written => {
  const [from = '', to = ''] = known?.kind === 'range' ? known.value.split('..') : [known?.value]
  return {
    kind: known?.kind ?? 'exact', value: from, to, name: known?.condition?.name ?? '', equals: known?.condition?.equals ?? '',
    switchId: known?.switchId ?? '', flow: known?.flow ?? null, priority: known?.priority ?? 0, note: known?.note ?? '',
  }
}

const routeOf = ({ kind, value, to, name, equals, switchId, flow, priority, note }: Written): NumberRoute => ({
  kind,
  value: kind === 'range' ? `${value.trim()}..${to.trim()}` : value.trim(),
  ...(name.trim() !== '' && { condition: { name: name.trim(), equals } }),
  ...(switchId.trim() !== '' && { switchId: switchId.trim() }),
  flow: flow ?? '',
  priority,
  note: note.trim(),
})

function RouteForm({ known, onClose }: { readonly known: NumberRouteView | undefined; readonly onClose: () => void }) {
  const { t } = useTranslation('numbers')
  const [written, setWritten] = useState(() => writtenOf(known))
  const change = useChangeNumbers()
  const choices = useFlowChoices(known?.flow)
  const write = (part: Partial<Written>): void => setWritten((before) => ({ ...before, ...part }))
  const { kind, value, to, flow } = written
  const isReady = flow !== null && value.trim() !== '' && (kind !== 'range' || to.trim() !== '')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (isReady) change.mutate({ type: 'route', routeId: known?.routeId, route: routeOf(written) }, { onSuccess: onClose })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <SegmentedControl aria-label={t('routes.kind')} data={kinds.map((each) => ({ value: each, label: t(`kind.${each}`) }))} value={kind} onChange={(next) => write({ kind: next })} />
        <Group grow align="flex-start">
          <TextInput label={t(`routes.value.${kind}`)} value={value} required maxLength={64} inputMode="tel" data-autofocus onChange={(event) => write({ value: event.currentTarget.value })} />
          {kind === 'range' && <TextInput label={t('routes.value.to')} value={to} required maxLength={64} inputMode="tel" onChange={(event) => write({ to: event.currentTarget.value })} />}
        </Group>
        <Select label={t('routes.flow')} data={choices} value={flow} required searchable allowDeselect={false} onChange={(next) => write({ flow: next })} />
        <Group grow align="flex-start">
          <TextInput label={t('routes.conditionName')} description={t('routes.conditionHelp')} value={written.name} maxLength={100} onChange={(event) => write({ name: event.currentTarget.value })} />
          <TextInput label={t('routes.conditionEquals')} description={t('routes.conditionEqualsHelp')} value={written.equals} maxLength={200} disabled={written.name.trim() === ''} onChange={(event) => write({ equals: event.currentTarget.value })} />
        </Group>
        <Group grow align="flex-start">
          <TextInput label={t('routes.switchId')} description={t('routes.switchHelp')} value={written.switchId} maxLength={60} onChange={(event) => write({ switchId: event.currentTarget.value })} />
          <NumberInput label={t('routes.priority')} description={t('routes.priorityHelp')} value={written.priority} min={-1_000} max={1_000} allowDecimal={false} onChange={(next) => write({ priority: Number(next) || 0 })} />
        </Group>
        <TextInput label={t('routes.note')} value={written.note} maxLength={500} onChange={(event) => write({ note: event.currentTarget.value })} />
        <DialogEnd change={change} deed={t('save')} isReady={isReady} onClose={onClose} />
      </Stack>
    </form>
  )
}
