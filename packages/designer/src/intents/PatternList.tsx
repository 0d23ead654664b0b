import { Badge, Text, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextList, type TextListProps } from './TextList.js'
import { askUnderstanding } from './understanding-client.js'
import type { PatternTrial } from './understanding-tasks.js'

type Trials = Readonly<Record<string, PatternTrial>>

/** Regular expressions, checked as they are written and tried on a text. */
export function PatternList(props: Omit<TextListProps, 'isExact' | 'noteOf'>) {
  const { t } = useTranslation('intents')
  const { texts } = props
  const [text, setText] = useState('')
  const [trials, setTrials] = useState<Trials>({})
  useEffect(() => {
    let isWanted = true
    void Promise.all(texts.map(async (pattern) => [pattern, await askUnderstanding({ type: 'pattern', pattern, text })] as const))
      .then((entries) => {
        if (isWanted) setTrials(Object.fromEntries(entries))
      })
      .catch(() => undefined)
    return () => {
      isWanted = false
    }
  }, [texts, text])
  return (
    <>
      <TextList {...props} isExact noteOf={(pattern) => <Trial trial={trials[pattern]} isTried={text !== ''} />} />
      {texts.length > 0 && <TextInput size="xs" mt={6} label={t('patterns.try')} placeholder={t('patterns.tryPlaceholder')} value={text} onChange={(event) => setText(event.currentTarget.value)} />}
    </>
  )
}

function Trial({ trial, isTried }: { readonly trial: PatternTrial | undefined; readonly isTried: boolean }) {
  const { t } = useTranslation('intents')
  if (trial === undefined) return null
  if ('fault' in trial)
    return (
      <Text size="xs" c="red" style={{ flexBasis: '100%', order: 3 }}>
        {t('patterns.fault', { reason: trial.fault })}
      </Text>
    )
  if (!isTried) return null
  return (
    <Badge size="sm" variant="light" color={trial.matched === null ? 'gray' : 'green'} tt="none">
      {trial.matched === null ? t('patterns.noMatch') : t('patterns.match', { text: trial.matched })}
    </Badge>
  )
}
