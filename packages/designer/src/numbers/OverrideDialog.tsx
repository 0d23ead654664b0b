import type { NumberOverride } from '@callchart/protocol'
import { Alert, Modal, Radio, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { uiLanguages } from '../locale/locale.js'
import { DialogEnd } from './DialogEnd.js'
import { useChangeNumbers } from './queries.js'

const ways = ['closed', 'reject', 'queue', 'extension', 'number'] as const
type Way = (typeof ways)[number]

const overrideOf = (way: Way, target: string, shows: string, announcement: { readonly language: string; readonly text: string } | undefined): NumberOverride => {
  const said = announcement === undefined ? {} : { announcement }
  switch (way) {
    case 'reject':
      return { type: 'closed' }
    case 'closed':
      return { type: 'closed', ...said }
    case 'queue':
      return { type: 'transfer', target: { type: 'queue', queue: target }, ...said }
    case 'extension':
      return { type: 'transfer', target: { type: 'extension', extension: target }, ...said }
    case 'number':
      return { type: 'transfer', target: { type: 'number', number: target, ...(shows !== '' && { shows }) }, ...said }
  }
}

/** Closes a number or sends its callers straight to a human: at once, after one look at what it means. */
export function OverrideDialog({ number, onClose }: { readonly number: string | undefined; readonly onClose: () => void }) {
  const { t } = useTranslation('numbers')
  return (
    <Modal opened={number !== undefined} onClose={onClose} title={t('override.title', { number: number ?? '' })} size={560}>
      {number !== undefined && <OverrideForm number={number} onClose={onClose} />}
    </Modal>
  )
}

function OverrideForm({ number, onClose }: { readonly number: string; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation('numbers')
  const [way, setWay] = useState<Way>('closed')
  const [target, setTarget] = useState('')
  const [shows, setShows] = useState('')
  const [text, setText] = useState('')
  const [language, setLanguage] = useState(i18n.language === 'zh-CN' ? 'zh-CN' : 'en-US')
  const change = useChangeNumbers()
  const needsTarget = way !== 'closed' && way !== 'reject'
  const isReady = needsTarget ? target.trim() !== '' : way === 'reject' || text.trim() !== ''
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!isReady) return
    const announcement = text.trim() === '' ? undefined : { language, text: text.trim() }
    change.mutate({ type: 'override', number, override: overrideOf(way, target.trim(), shows.trim(), announcement) }, { onSuccess: onClose })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Radio.Group label={t('override.what')} value={way} onChange={(next) => setWay(next)}>
          <Stack gap={6} mt={6}>
            {ways.map((each) => (
              <Radio key={each} value={each} label={t(`override.way.${each}`)} />
            ))}
          </Stack>
        </Radio.Group>
        {needsTarget && <TextInput label={t(`override.target.${way}`)} value={target} required maxLength={64} onChange={(event) => setTarget(event.currentTarget.value)} />}
        {way === 'number' && <TextInput label={t('override.shows')} value={shows} maxLength={16} onChange={(event) => setShows(event.currentTarget.value)} />}
        {way !== 'reject' && (
          <>
            <Textarea label={t('override.says')} description={t(way === 'closed' ? 'override.saysClosed' : 'override.saysFirst')} value={text} required={way === 'closed'} maxLength={1_000} autosize minRows={2} onChange={(event) => setText(event.currentTarget.value)} />
            <Select label={t('override.language')} data={[...uiLanguages.map((each) => (each === 'en' ? 'en-US' : each))]} value={language} allowDeselect={false} onChange={(next) => next !== null && setLanguage(next)} />
          </>
        )}
        <Alert color="red" variant="light" p="xs">
          {t('override.atOnce', { number })}
        </Alert>
        <DialogEnd change={change} deed={t('override.confirm')} color="red.9" isReady={isReady} onClose={onClose} />
      </Stack>
    </form>
  )
}
