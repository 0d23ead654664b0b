import { Stack, Text, UnstyledButton } from '@mantine/core'
import type { Why } from '@callchart/protocol'
import { IconCheck, IconHelpCircle, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditor } from '../editor/EditorContext.js'
import type { Heard } from './moment.js'
import { intentName, meantName, tellMeaning } from './names.js'
import classes from './Simulator.module.css'

const percentOf = (share: number): number => Math.round(share * 100)

function Rank({ name, confidence, threshold }: { readonly name: string; readonly confidence: number; readonly threshold: number | undefined }) {
  return (
    <div className={classes.rank}>
      <span>{name}</span>
      <span className={classes.meter} aria-hidden>
        <span style={{ width: `${percentOf(confidence)}%` }} />
        {threshold !== undefined && <i style={{ left: `${percentOf(threshold)}%` }} />}
      </span>
      <span>{percentOf(confidence)} %</span>
    </div>
  )
}

/** How words were understood: what matched, how sure, what lost. */
export function WhyHeard({ heard }: { readonly heard: Heard }) {
  const { t } = useTranslation('simulator')
  const document = useEditor((state) => state.document)
  const [isOpen, setOpen] = useState(false)
  const { interpretation, threshold, given } = heard
  const { confidence, why, type } = interpretation
  const isUnderstood = type !== 'no-match'
  return (
    <>
      <UnstyledButton className={classes.why} data-outcome={isUnderstood ? 'something' : 'nothing'} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isUnderstood ? <IconCheck size={14} aria-hidden /> : <IconX size={14} aria-hidden />}
        {tellMeaning(t, document, interpretation)}
        {!given && isUnderstood && ` · ${t('why.confidence', { percent: percentOf(confidence) })}`}
        <IconHelpCircle size={14} aria-label={t('why.details')} />
      </UnstyledButton>
      {isOpen && (
        <Stack gap={4} className={classes.details}>
          {given ? <Text size="xs">{t('why.given')}</Text> : <Reasons heard={heard} why={why} threshold={threshold} />}
        </Stack>
      )}
    </>
  )
}

function Reasons({ heard, why, threshold }: { readonly heard: Heard; readonly why: Why; readonly threshold: number | undefined }) {
  const { t } = useTranslation('simulator')
  const document = useEditor((state) => state.document)
  const { interpretation } = heard
  const slots = Object.entries(interpretation.slots)
  return (
    <>
      <Text size="xs" fw={600}>
        {t(`why.by.${why.by}`, { matched: why.matched ?? interpretation.text })}
      </Text>
      {interpretation.type !== 'no-match' && <Rank name={meantName(t, document, interpretation)} confidence={interpretation.confidence} threshold={threshold} />}
      {slots.length > 0 && (
        <Text size="xs">
          {t('why.slots')}: {slots.map(([name, value]) => `${name} = ${typeof value === 'object' ? `${value.amount} ${value.currency}` : value}`).join(', ')}
        </Text>
      )}
      <Text size="xs" c="dimmed" mt={4}>
        {why.losing.length === 0 ? t('why.none') : t('why.losing')}
      </Text>
      {why.losing.map(({ intent, confidence }) => (
        <Rank key={intent} name={intentName(t, document, intent)} confidence={confidence} threshold={threshold} />
      ))}
      {threshold !== undefined && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('why.threshold', { percent: percentOf(threshold) })}
        </Text>
      )}
    </>
  )
}
