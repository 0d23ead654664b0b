import type { JsonObject } from '@callchart/flow'
import type { PhraseReview } from '@callchart/nlu'
import { builtInIntents, keyIntents, type KeyIntent, type ResourcesView } from '@callchart/protocol'
import { ActionIcon, Button, Group, Text, TextInput, Tooltip, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconAlertTriangleFilled, IconCopy, IconPlus, IconSearch } from '@tabler/icons-react'
import { useMemo, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '../api/request.js'
import { addIntent } from '../document/commands/intents.js'
import { valueAt } from '../document/node-fields.js'
import { useEditor } from '../editor/EditorContext.js'
import { intentAt, useRevealedIntent } from '../inspector/reveal.js'
import { AdviceList } from './AdviceList.js'
import { CopyIntents } from './CopyIntents.js'
import { intentNameIn } from './intent-names.js'
import { freshIntentId, textsIn } from './intent-texts.js'
import { IntentForm } from './IntentForm.js'
import classes from './Intents.module.css'
import { KeyIntentForm } from './KeyIntentForm.js'
import { otherFlows, type OtherFlow } from './shared-intents.js'
import { TrySentence } from './TrySentence.js'
import { useReview } from './use-review.js'

type Shown = { readonly type: 'intent'; readonly id: string } | { readonly type: 'key'; readonly name: KeyIntent }

const noFlows: readonly OtherFlow[] = []

/** What the flow listens for: its intents, how they are told apart, and a place to try a sentence. */
export function IntentsView() {
  const { t } = useTranslation('intents')
  const flow = useEditor(({ document }) => document.id)
  const intents = useEditor(({ document }) => document.intents) as JsonObject | undefined
  const [wanted, setWanted] = useState<Shown>()
  const revealed = useRevealedIntent()
  const [answered, setAnswered] = useState<string>()
  if (revealed !== answered) {
    setAnswered(revealed)
    const asked = revealed === undefined ? undefined : intentAt(revealed)
    if (asked !== undefined) setWanted({ type: 'intent', id: asked.id })
  }
  const reviews = useReview()
  const resources = useQuery({ queryKey: ['resources', 'intents'], queryFn: ({ signal }) => ask<ResourcesView>('/v1/resources', { signal }), staleTime: 60_000 })
  const others = useMemo(() => (resources.data === undefined ? noFlows : otherFlows(resources.data, flow)), [resources.data, flow])
  const ids = Object.keys(intents ?? {})
  const [first] = ids
  const shown = wanted !== undefined && (wanted.type === 'key' || ids.includes(wanted.id)) ? wanted : first === undefined ? undefined : ({ type: 'intent', id: first } as const)
  const open = (id: string | undefined): void => setWanted(id === undefined ? undefined : { type: 'intent', id })
  return (
    <div className={classes.view}>
      <IntentList shown={shown} onShow={setWanted} reviews={reviews} others={others} />
      <div className={classes.main}>
        <TrySentence />
        {shown === undefined ? (
          <div className={classes.empty}>
            <Text c="dimmed" maw={460}>
              {t('none')}
            </Text>
          </div>
        ) : shown.type === 'key' ? (
          <KeyIntentForm key={shown.name} name={shown.name} />
        ) : (
          <IntentForm key={shown.id} id={shown.id} reviews={reviews} others={others} onOpen={open} />
        )}
        {shown?.type === 'key' && (
          <div className={classes.form}>
            <AdviceList reviews={reviews} onOpen={open} />
          </div>
        )}
      </div>
    </div>
  )
}

interface IntentListProps {
  readonly shown: Shown | undefined
  readonly onShow: (shown: Shown) => void
  readonly reviews: readonly PhraseReview[]
  readonly others: readonly OtherFlow[]
}

function IntentList({ shown, onShow, reviews, others }: IntentListProps) {
  const { t } = useTranslation('intents')
  const document = useEditor((state) => state.document)
  const readOnly = useEditor((state) => state.readOnly)
  const [search, setSearch] = useState('')
  const [isCopying, setCopying] = useState(false)
  const intents = Object.entries((document.intents ?? {}) as JsonObject)
  const query = search.trim().toLowerCase()
  const found = intents.filter(([id, intent]) => query === '' || JSON.stringify([id, intent]).toLowerCase().includes(query))
  const advised = new Set(reviews.flatMap(({ advice }) => advice.flatMap((each) => each.intents)))
  return (
    <nav className={classes.list} aria-label={t('list')}>
      <div className={classes.listHead}>
        <TextInput size="xs" leftSection={<IconSearch size={14} aria-hidden />} placeholder={t('search')} aria-label={t('search')} value={search} onChange={(event) => setSearch(event.currentTarget.value)} />
        {!readOnly && (
          <Group gap={4} wrap="nowrap">
            <NewIntent onAdded={(id) => onShow({ type: 'intent', id })} />
            <Tooltip label={t('shared.title')}>
              <ActionIcon variant="default" size={30} aria-label={t('shared.title')} onClick={() => setCopying(true)}>
                <IconCopy size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </Group>
        )}
      </div>
      <div className={classes.items}>
        {found.map(([id, intent]) => {
          const count = document.languages.reduce((sum, language) => sum + textsIn(valueAt(intent, ['phrases']), language).length, 0)
          return (
            <UnstyledButton key={id} className={classes.item} aria-current={shown?.type === 'intent' && shown.id === id} onClick={() => onShow({ type: 'intent', id })}>
              <span className={classes.itemName}>{intentNameIn(document.intents, id)}</span>
              {advised.has(id) && <IconAlertTriangleFilled size={14} color="var(--mantine-color-yellow-7)" role="img" aria-label={t('advice.title')} />}
              <span className={classes.itemCount} title={t('phraseCount', { count })}>
                {count}
              </span>
            </UnstyledButton>
          )
        })}
        <h3 className={classes.group}>{t('keys.title')}</h3>
        {keyIntents.map((name) => {
          const intent = valueAt(document.keyIntents, [name])
          const isOn = intent !== undefined && valueAt(intent, ['enabled']) !== false
          return (
            <UnstyledButton key={name} className={classes.item} aria-current={shown?.type === 'key' && shown.name === name} onClick={() => onShow({ type: 'key', name })}>
              <span className={classes.itemName}>{t(`key.${name}`)}</span>
              <span className={classes.itemCount}>{t(isOn ? 'keys.isOn' : 'keys.isOff')}</span>
            </UnstyledButton>
          )
        })}
      </div>
      <CopyIntents opened={isCopying} onClose={() => setCopying(false)} others={others} />
    </nav>
  )
}

function NewIntent({ onAdded }: { readonly onAdded: (id: string) => void }) {
  const { t } = useTranslation('intents')
  const run = useEditor((state) => state.run)
  const intents = useEditor(({ document }) => document.intents)
  const [name, setName] = useState('')
  const add = (event: FormEvent): void => {
    event.preventDefault()
    const trimmed = name.trim()
    if (trimmed === '') return
    const id = freshIntentId(trimmed, new Set([...Object.keys((intents ?? {}) as JsonObject), ...builtInIntents, 'anyReply']))
    run(addIntent(id, { name: trimmed }))
    setName('')
    onAdded(id)
  }
  return (
    <form onSubmit={add} style={{ display: 'flex', gap: 4, flex: 1, minWidth: 0 }}>
      <TextInput size="xs" style={{ flex: 1, minWidth: 0 }} placeholder={t('newName')} aria-label={t('newName')} maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <Button type="submit" size="xs" px={8} variant="default" disabled={name.trim() === ''} aria-label={t('addIntent')}>
        <IconPlus size={16} aria-hidden />
      </Button>
    </form>
  )
}
