import { SegmentedControl, Textarea } from '@mantine/core'
import { sameJson, type Json, type JsonObject } from '@callchart/flow'
import { memo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { namesSeen } from '../../conditions/known-names.js'
import { isObject } from '../../document/node-fields.js'
import { useEditor } from '../../editor/EditorContext.js'
import { FieldFrame } from '../../inspector/fields/FieldFrame.js'
import fields from '../../inspector/fields/Fields.module.css'
import { Formula } from '../../inspector/fields/FilledVariables.js'
import { MapField } from '../../inspector/fields/MapField.js'
import { NameAdder } from '../../inspector/fields/NameAdder.js'
import { useField } from '../../inspector/fields/useField.js'

type Look = 'fields' | 'json'

/** A body that is a list of names and plain values. */
const isFlat = (body: Json | undefined): body is JsonObject | undefined => body === undefined || (isObject(body) && Object.values(body).every((value) => typeof value === 'string'))

/** What is sent: names and values, or JSON in whose texts variables stand. */
export const BodyField = memo(function BodyField() {
  const { t } = useTranslation('inspector')
  const { value } = useField('body')
  const names = namesSeen(useEditor(({ document }) => document.variables))
  const [wanted, setWanted] = useState<Look>('fields')
  const look = isFlat(value) ? wanted : 'json'
  const chooser = (
    <SegmentedControl
      size="xs"
      aria-label={t('body.look')}
      value={look}
      disabled={!isFlat(value)}
      onChange={setWanted}
      data={[
        { value: 'fields' as const, label: t('body.fields') },
        { value: 'json' as const, label: t('body.json') },
      ]}
    />
  )
  if (look === 'json') return <JsonBody chooser={chooser} />
  return (
    <MapField at="body" aside={chooser} empty={t('body.empty')} adding={(put, taken) => <NameAdder label={t('body.add')} placeholder={t('body.name')} taken={taken} suggestions={Object.keys(names)} onAdd={(name) => put(name, Object.hasOwn(names, name) ? `{{ ${name} }}` : '')} />}>
      {(name, text, set) => <Formula label={name} isTemplate value={typeof text === 'string' ? text : ''} names={names} placeholder={t('body.value', { skipInterpolation: true })} onChange={set} />}
    </MapField>
  )
})

const parsed = (text: string): { readonly json: Json | undefined } | { readonly fault: string } => {
  if (text.trim() === '') return { json: undefined }
  try {
    return { json: JSON.parse(text) as Json }
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}

const shownJson = (value: Json | undefined): string => (value === undefined ? '' : JSON.stringify(value, null, 2))

/** JSON as text: kept as soon as it can be read. */
function JsonBody({ chooser }: { readonly chooser: ReactNode }) {
  const { t } = useTranslation('inspector')
  const { value, schema, set } = useField('body')
  const [draft, setDraft] = useState<string>()
  const read = draft === undefined ? undefined : parsed(draft)
  // What somebody else made of it meanwhile is shown instead of a draft that said something else.
  const text = read === undefined || ('json' in read && !sameJson(read.json, value)) ? shownJson(value) : (draft ?? '')
  const fault = read !== undefined && 'fault' in read ? t('body.notJson', { reason: read.fault }) : undefined
  const change = (next: string): void => {
    setDraft(next)
    const json = parsed(next)
    if ('json' in json) set(json.json)
  }
  return (
    <FieldFrame at="body" schema={schema} fault={fault} aside={chooser}>
      {(input) => <Textarea {...input} autosize minRows={4} maxRows={16} spellCheck={false} classNames={{ input: fields.mono ?? '' }} placeholder={'{ "card": "{{ cardNumber }}" }'} value={text} onChange={(event) => change(event.currentTarget.value)} />}
    </FieldFrame>
  )
}

