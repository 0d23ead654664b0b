import type { JsonObject } from '@callchart/flow'
import type { PhraseReview } from '@callchart/nlu'
import { builtInIntents } from '@callchart/protocol'
import { Anchor, Button, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconTrash } from '@tabler/icons-react'
import { useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { editIntent, removeIntent, renameIntent } from '../document/commands/intents.js'
import { nodesNaming } from '../document/names.js'
import { valueAt } from '../document/node-fields.js'
import { useEditor } from '../editor/EditorContext.js'
import { useLanguageName } from '../prompts/language-names.js'
import { Advanced } from '../inspector/fields/Advanced.js'
import { FieldProblemLine } from '../inspector/fields/FieldProblemLine.js'
import { useFieldProblem } from '../inspector/fields/useFieldProblem.js'
import { intentAt, useRevealedField, useRevealedIntent } from '../inspector/reveal.js'
import { AdviceList } from './AdviceList.js'
import { idFault, textOf, textsIn } from './intent-texts.js'
import { useIntentName } from './intent-names.js'
import classes from './Intents.module.css'
import { PatternList } from './PatternList.js'
import { differingFlows, takeIntents, type OtherFlow } from './shared-intents.js'
import { SlotTable } from './SlotTable.js'
import { TextList } from './TextList.js'

export interface IntentFormProps {
  readonly id: string
  readonly reviews: readonly PhraseReview[]
  readonly others: readonly OtherFlow[]
  /** Another one is shown; `undefined` is none. */
  readonly onOpen: (id: string | undefined) => void
}

/** One intent: what it is called, how callers say it, what is heard with it, and where it is used. */
export function IntentForm({ id, reviews, others, onOpen }: IntentFormProps) {
  const { t } = useTranslation('intents')
  const intent = useEditor(({ document }) => valueAt(document.intents, [id])) as JsonObject | undefined
  const languages = useEditor(({ document }) => document.languages)
  const readOnly = useEditor((state) => state.readOnly)
  const run = useEditor((state) => state.run)
  const languageName = useLanguageName()
  const [chosen, setChosen] = useState<string>()
  const form = useRevealedField(undefined)
  const revealed = useRevealedIntent()
  const [answered, setAnswered] = useState<string>()
  if (revealed !== answered) {
    setAnswered(revealed)
    const asked = revealed === undefined ? undefined : intentAt(revealed)
    if (asked?.language !== undefined) setChosen(asked.language)
  }
  const language = chosen !== undefined && languages.includes(chosen) ? chosen : (languages[0] ?? 'en-US')
  if (intent === undefined) return null
  const edit = (path: readonly string[], value: JsonObject | string | readonly string[] | undefined): void => run(editIntent(id, path, value))
  const list = (field: 'phrases' | 'keywords' | 'patterns') => ({
    texts: textsIn(intent[field], language),
    onChange: (texts: readonly string[]) => edit([field, language], texts.length === 0 ? undefined : texts),
    language,
    readOnly,
    label: t(`${field}.title`),
    help: t(`${field}.help`),
    placeholder: t(`${field}.placeholder`),
  })
  const misunderstood = reviews.find((review) => review.language === language)?.misunderstood.filter((each) => each.intent === id) ?? []
  return (
    <div className={classes.form} ref={form}>
      <IntentPart at={`intents.${id}`} label={t('name')} isContainer>
        <Group align="flex-start" gap="sm">
          <TextInput style={{ flex: 2, minWidth: 200 }} label={t('name')} description={t('nameHelp')} maxLength={100} readOnly={readOnly} value={textOf(intent.name)} onChange={(event) => edit(['name'], event.currentTarget.value)} />
          <IdField id={id} readOnly={readOnly} onRenamed={onOpen} />
        </Group>
      </IntentPart>
      <SharedElsewhere id={id} others={others} />
      <AdviceList reviews={reviews} intent={id} onOpen={onOpen} />
      {languages.length > 1 && <SegmentedControl size="xs" aria-label={t('language')} value={language} onChange={setChosen} data={languages.map((value) => ({ value, label: languageName(value) }))} style={{ alignSelf: 'flex-start' }} />}
      <IntentPart at={`intents.${id}.phrases.${language}`} label={t('phrases.title')}>
        <TextList key={`phrases ${id} ${language}`} {...list('phrases')} mostCount={500} mostLength={200} noteOf={(phrase) => <TakenFor found={misunderstood.find((each) => each.phrase === phrase)} />} />
      </IntentPart>
      <IntentPart at={`intents.${id}.keywords.${language}`} label={t('keywords.title')}>
        <TextList key={`keywords ${id} ${language}`} {...list('keywords')} mostCount={200} mostLength={100} />
      </IntentPart>
      <TextInput label={t('spokenName.title')} description={t('spokenName.help')} maxLength={100} readOnly={readOnly} lang={language} value={textOf(valueAt(intent, ['spokenName', language]))} onChange={(event) => edit(['spokenName', language], event.currentTarget.value === '' ? undefined : event.currentTarget.value)} />
      <IntentPart at={`intents.${id}.slots`} label={t('slots.title')}>
        <SlotTable slots={intent.slots} languages={languages} readOnly={readOnly} onChange={(slots) => edit(['slots'], slots)} />
      </IntentPart>
      <Advanced>
        <IntentPart at={`intents.${id}.patterns.${language}`} label={t('patterns.title')}>
          <PatternList key={`patterns ${id} ${language}`} {...list('patterns')} mostCount={100} mostLength={500} />
        </IntentPart>
      </Advanced>
      <Usage id={id} onRemoved={() => onOpen(undefined)} />
    </div>
  )
}

/** A part of the form, with what the checker says of it. */
function IntentPart({ at, label, isContainer = false, children }: { readonly at: string; readonly label: string; readonly isContainer?: boolean; readonly children: ReactNode }) {
  const problem = useFieldProblem(at, label, isContainer)
  return (
    <div data-field={at}>
      {children}
      {problem !== undefined && <FieldProblemLine {...problem} severity={problem.problem.severity} />}
    </div>
  )
}

function TakenFor({ found }: { readonly found: PhraseReview['misunderstood'][number] | undefined }) {
  const { t } = useTranslation('intents')
  const nameOf = useIntentName()
  if (found === undefined) return null
  return <span className={classes.taken}>{found.takenFor === undefined ? t('alone') : t('takenFor', { intent: nameOf(found.takenFor) })}</span>
}

/** The id is renamed once somebody is done with it: everywhere, in one step. */
function IdField({ id, readOnly, onRenamed }: { readonly id: string; readonly readOnly: boolean; readonly onRenamed: (id: string) => void }) {
  const { t } = useTranslation('intents')
  const run = useEditor((state) => state.run)
  const intents = useEditor(({ document }) => document.intents)
  const [typed, setTyped] = useState(id)
  const taken = new Set([...Object.keys((intents ?? {}) as JsonObject).filter((other) => other !== id), ...builtInIntents, 'anyReply'])
  const fault = idFault(typed, taken)
  return (
    <TextInput
      style={{ flex: 1, minWidth: 160 }}
      label={t('id')}
      description={t('idHelp')}
      readOnly={readOnly}
      value={typed}
      error={fault === undefined ? undefined : t(`idFaults.${fault}`)}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      onBlur={() => {
        if (fault !== undefined) return setTyped(id)
        if (typed === id) return
        run(renameIntent(id, typed))
        onRenamed(typed)
      }}
    />
  )
}

function SharedElsewhere({ id, others }: { readonly id: string; readonly others: readonly OtherFlow[] }) {
  const { t } = useTranslation('intents')
  const document = useEditor((state) => state.document)
  const readOnly = useEditor((state) => state.readOnly)
  const run = useEditor((state) => state.run)
  const differing = useMemo(() => differingFlows(document, id, others), [document.intents, document.languages, id, others])
  if (differing.length === 0) return null
  return (
    <Stack gap={4}>
      {differing.map((other) => (
        <Group key={other.flow} gap="xs">
          <Text size="xs" c="dimmed">
            {t('shared.differs', { flow: other.name })}
          </Text>
          {!readOnly && (
            <Anchor component="button" type="button" size="xs" onClick={() => run(takeIntents(other, [id]))}>
              {t('shared.take')}
            </Anchor>
          )}
        </Group>
      ))}
    </Stack>
  )
}

function Usage({ id, onRemoved }: { readonly id: string; readonly onRemoved: () => void }) {
  const { t } = useTranslation('intents')
  const document = useEditor((state) => state.document)
  const readOnly = useEditor((state) => state.readOnly)
  const run = useEditor((state) => state.run)
  const select = useEditor((state) => state.select)
  const show = useEditor((state) => state.show)
  const nodes = useMemo(() => nodesNaming(document, 'intents', id), [document, id])
  const isGlobal = Array.isArray(document.auxiliary) && (document.auxiliary as readonly JsonObject[]).some((question) => valueAt(question, ['intent']) === id)
  const isUsed = nodes.length > 0 || isGlobal
  const remove = (): void => {
    if (isUsed)
      return void modals.open({
        title: t('remove.refused'),
        children: <Text size="sm">{t('remove.usedIn', { where: [...nodes.map(({ name }) => name), ...(isGlobal ? [t('usage.global')] : [])].join(t('usage.separator')) })}</Text>,
      })
    run(removeIntent(id))
    onRemoved()
  }
  return (
    <Group justify="space-between" align="flex-start">
      <Stack gap={4}>
        <Text size="sm" fw={600} component="h3">
          {t('usage.title')}
        </Text>
        {isUsed ? (
          <Group gap="xs">
            {nodes.map((node) => (
              <Anchor
                key={node.id}
                component="button"
                type="button"
                size="sm"
                onClick={() => {
                  select([node.id])
                  show({ view: 'canvas', side: 'inspector' })
                }}
              >
                {node.name}
              </Anchor>
            ))}
            {isGlobal && <Text size="sm">{t('usage.global')}</Text>}
          </Group>
        ) : (
          <Text size="sm" c="dimmed">
            {t('usage.nowhere')}
          </Text>
        )}
      </Stack>
      {!readOnly && (
        <Button variant="subtle" color="red" size="xs" leftSection={<IconTrash size={14} aria-hidden />} onClick={remove}>
          {t('remove.action')}
        </Button>
      )}
    </Group>
  )
}
