import type { Advice, PhraseReview } from '@callchart/nlu'
import { Anchor, Group, Stack, Text } from '@mantine/core'
import { IconBulb } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useLanguageName } from '../prompts/language-names.js'
import { useIntentName } from './intent-names.js'

export interface AdviceListProps {
  readonly reviews: readonly PhraseReview[]
  /** Of this intent alone; absent: of all. */
  readonly intent?: string
  readonly onOpen: (intent: string) => void
}

const mostPhrases = 4

/** What to do so that intents are told apart. */
export function AdviceList({ reviews, intent, onOpen }: AdviceListProps) {
  const { t } = useTranslation('intents')
  const languageName = useLanguageName()
  const found = reviews.flatMap(({ language, advice }) =>
    advice.filter(({ intents }) => intent === undefined || intents.includes(intent)).map((each) => ({ language, advice: each })),
  )
  if (found.length === 0) return null
  return (
    <Stack gap={6} component="section" aria-label={t('advice.title')}>
      {found.map(({ language, advice }) => (
        <Group key={`${language} ${advice.code} ${advice.intents.join()}`} gap={8} wrap="nowrap" align="flex-start">
          <IconBulb size={16} color="var(--mantine-color-yellow-7)" style={{ flex: 'none', marginTop: 2 }} aria-hidden />
          <div>
            <Text size="sm">
              <AdviceText advice={advice} intent={intent} onOpen={onOpen} />
              {reviews.length > 1 && (
                <Text span size="xs" c="dimmed">
                  {' '}
                  {languageName(language)}
                </Text>
              )}
            </Text>
            {advice.phrases.length > 0 && (
              <Text size="xs" c="dimmed" lang={language}>
                {advice.phrases.slice(0, mostPhrases).join(' · ')}
                {advice.phrases.length > mostPhrases && ' …'}
              </Text>
            )}
          </div>
        </Group>
      ))}
    </Stack>
  )
}

function AdviceText({ advice: { code, intents }, intent, onOpen }: { readonly advice: Advice; readonly intent: string | undefined; readonly onOpen: (intent: string) => void }) {
  const { t } = useTranslation('intents')
  const nameOf = useIntentName()
  return (
    <>
      {intents
        .filter((id) => id !== intent || intents.length > 1)
        .map((id, index) => (
          <span key={id}>
            {index > 0 && ` ${t('advice.and')} `}
            {id === intent ? (
              nameOf(id)
            ) : (
              <Anchor component="button" type="button" size="sm" onClick={() => onOpen(id)}>
                {nameOf(id)}
              </Anchor>
            )}
          </span>
        ))}
      {intents.length > 1 || intents[0] !== intent ? ': ' : ''}
      {t(`advice.${code}`)}
    </>
  )
}
