import type { Json, JsonObject } from '@callchart/flow'
import { ActionIcon, Button, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { valueTypes } from '@callchart/protocol'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './Intents.module.css'
import { textOf, textsIn } from './intent-texts.js'
import { TextList } from './TextList.js'
import { isObject } from '../document/node-fields.js'

export interface SlotTableProps {
  readonly slots: Json | undefined
  readonly languages: readonly string[]
  readonly readOnly: boolean
  readonly onChange: (slots: JsonObject | undefined) => void
}

const namePattern = /^[a-z][A-Za-z0-9]{0,59}$/

/** Values that are heard together with an intent. */
export function SlotTable({ slots, languages, readOnly, onChange }: SlotTableProps) {
  const { t } = useTranslation('intents')
  const entries = isObject(slots) ? Object.entries(slots).filter((entry): entry is [string, JsonObject] => isObject(entry[1])) : []
  const write = (next: readonly (readonly [string, JsonObject])[]): void => onChange(next.length === 0 ? undefined : Object.fromEntries(next))
  const change = (index: number, slot: JsonObject): void => write(entries.map((entry, at) => (at === index ? [entry[0], slot] : entry)))
  const add = (): void => {
    const taken = new Set(entries.map(([name]) => name))
    let count = 1
    while (taken.has(`slot${count}`)) count += 1
    write([...entries, [`slot${count}`, { type: 'digits' }]])
  }
  return (
    <Stack gap={6}>
      <div>
        <Text size="sm" fw={600} component="h3">
          {t('slots.title')}
        </Text>
        <Text size="xs" c="dimmed">
          {t('slots.help')}
        </Text>
      </div>
      {entries.length > 0 && (
        <table className={classes.slots}>
          <thead>
            <tr>
              <th scope="col">{t('slots.name')}</th>
              <th scope="col">{t('slots.type')}</th>
              <th scope="col">{t('slots.bounds')}</th>
              <th scope="col" />
            </tr>
          </thead>
          <tbody>
            {entries.map(([name, slot], index) => (
              <tr key={index}>
                <td>
                  <SlotName name={name} taken={entries.map(([other]) => other).filter((other) => other !== name)} readOnly={readOnly} onRename={(to) => write(entries.map((entry, at) => (at === index ? [to, entry[1]] : entry)))} />
                </td>
                <td>
                  <Select size="xs" aria-label={t('slots.typeOf', { name })} readOnly={readOnly} allowDeselect={false} data={valueTypes.map((value) => ({ value, label: t(`slots.types.${value}`) }))} value={typeof slot.type === 'string' ? slot.type : null} onChange={(type) => type !== null && change(index, type === 'choice' ? { type, choices: slot.choices ?? [] } : { type })} />
                </td>
                <td>
                  <SlotBounds name={name} slot={slot} languages={languages} readOnly={readOnly} onChange={(next) => change(index, next)} />
                </td>
                <td>
                  {!readOnly && (
                    <ActionIcon variant="subtle" color="gray" aria-label={t('slots.remove', { name })} onClick={() => write(entries.filter((_, at) => at !== index))}>
                      <IconTrash size={16} aria-hidden />
                    </ActionIcon>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {!readOnly && (
        <Button size="compact-xs" variant="subtle" leftSection={<IconPlus size={12} aria-hidden />} onClick={add} style={{ alignSelf: 'flex-start' }}>
          {t('slots.add')}
        </Button>
      )}
    </Stack>
  )
}

function SlotName({ name, taken, readOnly, onRename }: { readonly name: string; readonly taken: readonly string[]; readonly readOnly: boolean; readonly onRename: (to: string) => void }) {
  const { t } = useTranslation('intents')
  const [typed, setTyped] = useState(name)
  const isWrong = !namePattern.test(typed) || taken.includes(typed)
  return (
    <TextInput
      size="xs"
      aria-label={t('slots.nameOf', { name })}
      value={typed}
      readOnly={readOnly}
      error={isWrong ? t('slots.nameHelp') : undefined}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => {
        if (isWrong) setTyped(name)
        else if (typed !== name) onRename(typed)
      }}
    />
  )
}

interface SlotBoundsProps {
  readonly name: string
  readonly slot: JsonObject
  readonly languages: readonly string[]
  readonly readOnly: boolean
  readonly onChange: (slot: JsonObject) => void
}

function SlotBounds({ name, slot, languages, readOnly, onChange }: SlotBoundsProps) {
  const { t } = useTranslation('intents')
  const without = (field: string): JsonObject => Object.fromEntries(Object.entries(slot).filter(([key]) => key !== field))
  if (slot.type === 'digits')
    return (
      <div style={{ display: 'flex', gap: 6 }}>
        {(['minCount', 'maxCount'] as const).map((field) => (
          <NumberInput key={field} size="xs" w={96} min={1} max={40} allowDecimal={false} readOnly={readOnly} placeholder={t(`slots.${field}`)} aria-label={`${name}: ${t(`slots.${field}`)}`} value={typeof slot[field] === 'number' ? slot[field] : ''} onChange={(value) => onChange(typeof value === 'number' ? { ...slot, [field]: value } : without(field))} />
        ))}
      </div>
    )
  if (slot.type !== 'choice') return null
  const choices = Array.isArray(slot.choices) ? (slot.choices as readonly Json[]).filter(isObject) : []
  const [language = 'en-US'] = languages
  // One line an option: what is kept, and what callers call it, by comma.
  const lines = choices.map((choice) => [textOf(choice.id), ...textsIn(choice.words, language)].join(', '))
  return (
    <TextList
      label={t('slots.choices')}
      help={t('slots.choicesHelp')}
      placeholder={t('slots.choicesPlaceholder')}
      texts={lines}
      language={language}
      readOnly={readOnly}
      mostCount={200}
      mostLength={400}
      isExact
      onChange={(next) =>
        onChange({
          ...slot,
          choices: next.map((line) => {
            const [id = '', ...words] = line.split(/[,，]/).map((part) => part.trim()).filter((part) => part !== '')
            const known = choices.find((choice) => choice.id === id)
            const others = isObject(known?.words) ? known.words : {}
            return { id, words: { ...others, ...(words.length > 0 && { [language]: words }) } }
          }),
        })
      }
    />
  )
}
