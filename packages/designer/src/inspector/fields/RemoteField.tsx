import { useQuery } from '@tanstack/react-query'
import { memo, useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '../../api/request.js'
import { FieldFrame } from './FieldFrame.js'
import { shapeAt } from './field-path.js'
import { Picker } from './Picker.js'
import { useField } from './useField.js'

export interface RemoteChoice {
  readonly value: string
  readonly name: string
  readonly hint?: string
}

export interface RemoteFieldProps {
  readonly at: string
  readonly source: RemoteSource
  readonly placeholder: string
  /** Of a flow: itself is no choice. */
  readonly except?: string
}

interface RemoteSource {
  readonly key: string
  readonly path: string
  readonly read: (answer: unknown) => readonly RemoteChoice[]
}

const noChoices: readonly RemoteChoice[] = []

export function useRemoteChoices({ key, path, read }: RemoteSource): readonly RemoteChoice[] {
  const { data } = useQuery({ queryKey: [key], queryFn: async ({ signal }) => read(await ask<unknown>(path, { signal })), staleTime: 30_000 })
  return data ?? noChoices
}

/** Something that the server keeps beside the flow: a calendar, another flow. */
export const RemoteField = memo(function RemoteField({ at, source, placeholder, except }: RemoteFieldProps) {
  const { t } = useTranslation('inspector')
  const { value, schema, replace } = useField(at)
  const choices = useRemoteChoices(source)
  const chosen = typeof value === 'string' && value !== '' ? value : undefined
  const { isRequired } = shapeAt(schema)
  const groups = useCallback(
    (search: string) => {
      const known = choices.filter((choice) => choice.value !== except).map(({ value: id, name, hint }) => ({ value: id, text: name, hint: hint ?? id }))
      const typed = search.trim()
      const isNew = /^[a-z][A-Za-z0-9-]*$/.test(typed) && !known.some(({ value: id }) => id === typed)
      return [{ options: known }, { options: isNew ? [{ value: typed, text: t('useName', { name: typed }), isOffer: true }] : [] }]
    },
    [choices, except, t],
  )
  return (
    <FieldFrame at={at} schema={schema} required={isRequired}>
      {(input) => (
        <Picker
          input={input}
          shown={chosen === undefined ? undefined : (choices.find((choice) => choice.value === chosen)?.name ?? chosen)}
          placeholder={placeholder}
          groups={groups}
          onPick={replace}
          onClear={isRequired ? undefined : () => replace(undefined)}
        />
      )}
    </FieldFrame>
  )
})

const listIn = (answer: unknown, field: string): readonly Record<string, unknown>[] => {
  const list = typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>)[field] : undefined
  return Array.isArray(list) ? (list as Record<string, unknown>[]) : []
}
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

export const calendarsSource: RemoteSource = {
  key: 'calendars',
  path: '/v1/calendars',
  read: (answer) => listIn(answer, 'calendars').map(({ calendar, name, timeZone }) => ({ value: text(calendar), name: text(name), ...(typeof timeZone === 'string' && { hint: timeZone }) })),
}

export const flowsSource: RemoteSource = {
  key: 'flows',
  path: '/v1/flows',
  read: (answer) => listIn(answer, 'flows').map(({ flow, name }) => ({ value: text(flow), name: text(name) })),
}
