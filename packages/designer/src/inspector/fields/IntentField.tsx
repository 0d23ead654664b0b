import { anyReply, type DraftDocument, type Json } from '@callchart/flow'
import { builtInIntents } from '@callchart/protocol'
import { IconPlus } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { memo, useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { addIntent } from '../../document/commands/intents.js'
import { isObject, valueAt } from '../../document/node-fields.js'
import { useEditor, useEditorStore } from '../../editor/EditorContext.js'
import { FieldFrame } from './FieldFrame.js'
import { fieldPath, shapeAt } from './field-path.js'
import { useFieldScope } from './FieldScope.js'
import { Picker, type PickerGroup } from './Picker.js'
import { fieldCommand, useField } from './useField.js'
import { together } from './VariableField.js'

export interface IntentFieldProps {
  readonly at: string
  readonly label?: string
  readonly placeholder?: string
  /** Intents that every flow has: yes, no …; `anyReply` beside them in a question. */
  readonly builtIn?: 'none' | 'yesAndNo' | 'all'
}

const newMark = 'new:'
type BuiltIn = (typeof builtInIntents)[number] | typeof anyReply
const isBuiltIn = (id: string): id is BuiltIn => id === anyReply || (builtInIntents as readonly string[]).includes(id)

const ofKind = (which: IntentFieldProps['builtIn']): readonly BuiltIn[] => (which === 'none' ? [] : which === 'all' ? [...builtInIntents, anyReply] : builtInIntents)

/** An id for an intent of this name: made of its letters where they serve. */
export function freshIntentId({ intents }: DraftDocument, name: string): string {
  const taken = isObject(intents) ? intents : {}
  const words = name.normalize('NFKD').match(/[A-Za-z0-9]+/g) ?? []
  const camel = words.map((word, index) => (index === 0 ? word.toLowerCase() : `${word.charAt(0).toUpperCase()}${word.slice(1).toLowerCase()}`)).join('').slice(0, 40)
  const base = /^[a-z]/.test(camel) && !isBuiltIn(camel) ? camel : 'intent'
  for (let count = base === 'intent' ? 1 : 0; ; count += 1) {
    const id = count === 0 ? base : `${base}${count}`
    if (!Object.hasOwn(taken, id)) return id
  }
}

function intentsIn({ intents }: DraftDocument, which: IntentFieldProps['builtIn'], search: string, t: TFunction<'inspector'>): readonly PickerGroup[] {
  const own = isObject(intents) ? Object.keys(intents).map((id) => ({ value: id, text: nameOf(intents, id) ?? id, hint: id })) : []
  const name = search.trim()
  const offer = name === '' ? { value: newMark, text: t('typeNewName'), isOffer: true, disabled: true } : { value: `${newMark}${name}`, text: t('newIntent', { name }), Icon: IconPlus, isOffer: true }
  return [
    { label: t('ownIntents'), options: own },
    { label: t('builtInIntents'), options: ofKind(which).map((id) => ({ value: id, text: t(`builtIn.${id}`) })) },
    { label: t('addIntent'), options: [offer] },
  ]
}

const nameOf = (intents: Json | undefined, id: string): string | undefined => {
  const name = valueAt(intents, [id, 'name'])
  return typeof name === 'string' ? name : undefined
}

/** Names of intents as people know them. */
export function useIntentNames(): (intent: string) => string {
  const { t } = useTranslation('inspector')
  const intents = useEditor(({ document }) => document.intents)
  return (intent) => (isBuiltIn(intent) ? t(`builtIn.${intent}`) : (nameOf(intents, intent) ?? intent))
}

/** What the caller means: an intent of the flow, one that every flow has, or a new one. */
export const IntentField = memo(function IntentField({ at, label, placeholder, builtIn = 'none' }: IntentFieldProps) {
  const { t } = useTranslation('inspector')
  const { value, schema, replace } = useField(at)
  const scope = useFieldScope()
  const store = useEditorStore()
  const id = typeof value === 'string' && value !== '' ? value : undefined
  const name = useEditor(({ document }) => (id === undefined ? undefined : nameOf(document.intents, id)))
  const { isRequired } = shapeAt(schema)
  const groups = useCallback((search: string) => intentsIn(store.getState().document, builtIn, search, t), [store, builtIn, t])
  const pick = (chosen: string): void => {
    if (!chosen.startsWith(newMark)) return replace(chosen)
    const { document, run } = store.getState()
    const wanted = chosen.slice(newMark.length)
    const made = freshIntentId(document, wanted)
    run(together(addIntent(made, { name: wanted }), fieldCommand(scope, fieldPath(at), made)))
  }
  return (
    <FieldFrame at={at} schema={schema} label={label} required={isRequired}>
      {(input) => (
        <Picker
          input={input}
          shown={id === undefined ? undefined : isBuiltIn(id) ? t(`builtIn.${id}`) : (name ?? id)}
          placeholder={placeholder ?? t('pickIntent')}
          groups={groups}
          onPick={pick}
          onClear={isRequired ? undefined : () => replace(undefined)}
        />
      )}
    </FieldFrame>
  )
})
