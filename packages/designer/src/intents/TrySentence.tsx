import type { DraftDocument, Json } from '@callchart/flow'
import type { Interpretation } from '@callchart/protocol'
import { Group, SegmentedControl, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconMessageQuestion } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditor } from '../editor/EditorContext.js'
import { useLanguageName } from '../prompts/language-names.js'
import classes from './Intents.module.css'
import { sourceOf } from './intent-source.js'
import { useIntentName } from './intent-names.js'
import { askUnderstanding } from './understanding-client.js'

const afterMs = 250

/** What the flow would understand, and why. */
export function TrySentence() {
  const { t } = useTranslation('intents')
  const languages = useEditor(({ document }) => document.languages)
  const document = useEditor((state) => state.document)
  const languageName = useLanguageName()
  const [chosen, setChosen] = useState<string>()
  const language = chosen !== undefined && languages.includes(chosen) ? chosen : (languages[0] ?? 'en-US')
  const [text, setText] = useState('')
  const [tried] = useDebouncedValue(text, afterMs)
  const understood = useUnderstood(document, language, tried)
  return (
    <div className={classes.try}>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <TextInput style={{ flex: 1 }} size="sm" label={t('try.label')} placeholder={t('try.placeholder')} leftSection={<IconMessageQuestion size={16} aria-hidden />} lang={language} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        {languages.length > 1 && <SegmentedControl size="sm" aria-label={t('language')} value={language} onChange={setChosen} data={languages.map((value) => ({ value, label: languageName(value) }))} />}
      </Group>
      <div className={classes.tryResult} role="status" aria-live="polite">
        {tried.trim() === '' ? (
          <Text size="xs" c="dimmed" pt={6}>
            {t('try.help')}
          </Text>
        ) : (
          understood !== undefined && <Understood understood={understood} />
        )}
      </div>
    </div>
  )
}

function useUnderstood(document: DraftDocument, language: string, text: string): Interpretation | undefined {
  const [understood, setUnderstood] = useState<Interpretation>()
  const { intents, keyIntents } = document
  useEffect(() => {
    if (text.trim() === '') return setUnderstood(undefined)
    let isWanted = true
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
    askUnderstanding({ type: 'try', source: sourceOf(document, language), text, now: Date.now(), timeZone })
      .then((answer) => {
        if (isWanted) setUnderstood(answer)
      })
      .catch(() => undefined)
    return () => {
      isWanted = false
    }
  }, [intents, keyIntents, language, text])
  return understood
}

const percent = (share: number): string => `${Math.round(share * 100)} %`

function Understood({ understood }: { readonly understood: Interpretation }) {
  const { t } = useTranslation('intents')
  const nameOf = useIntentName()
  const { why, confidence, slots } = understood
  const meant = meaningOf(understood, nameOf, t)
  const slotTexts = Object.entries(slots as Readonly<Record<string, Json>>).map(([slot, value]) => `${slot} = ${typeof value === 'string' ? value : JSON.stringify(value)}`)
  return (
    <div style={{ paddingTop: 6 }}>
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {meant}
        </Text>
        {understood.type !== 'no-match' && (
          <>
            <span className={classes.bar} aria-hidden>
              <div style={{ width: percent(confidence).replace(' ', '') }} />
            </span>
            <Text size="sm">{percent(confidence)}</Text>
          </>
        )}
        <Text size="xs" c="dimmed">
          {t(`try.by.${why.by}`, { matched: why.matched ?? '' })}
        </Text>
        {slotTexts.length > 0 && <Text size="xs">{slotTexts.join(' · ')}</Text>}
      </Group>
      {why.losing.length > 0 && (
        <Text size="xs" c="dimmed">
          {t('try.losing')} {why.losing.map(({ intent, confidence: share }) => `${nameOf(intent)} ${percent(share)}`).join(' · ')}
        </Text>
      )}
    </div>
  )
}

function meaningOf(understood: Interpretation, nameOf: (id: string) => string, t: ReturnType<typeof useTranslation<'intents'>>['t']): string {
  switch (understood.type) {
    case 'intent':
    case 'auxiliary':
      return nameOf(understood.intent)
    case 'key-intent':
      return t(`key.${understood.keyIntent}`)
    case 'ambiguous':
      return t('try.ambiguous', { first: nameOf(understood.intents[0]), second: nameOf(understood.intents[1]) })
    case 'value':
    case 'no-match':
      return t('try.nothing')
  }
}
