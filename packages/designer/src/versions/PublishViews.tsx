import { Alert, Anchor, Button, Group, Loader, Text, Textarea, ThemeIcon, Title } from '@mantine/core'
import type { ProblemView } from '@callchart/protocol'
import { IconCheck, IconCircle, IconPhone, IconRocket } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { faultText } from '../api/fault-text.js'
import { CheckSection, useHasErrors, useIsChecking } from './CheckSection.js'
import { ComparisonView } from './ComparisonView.js'
import { NumbersSection } from './NumbersSection.js'
import { ProblemLines } from './ProblemLines.js'
import classes from './PublishDialog.module.css'
import { stepsFrom, type Prepared, type PublishStep, type TakeInOutcome } from './publish-machine.js'
import { UnsavedError } from './publishing.js'
import { useVersionName } from './queries.js'
import { TestsSection } from './TestsSection.js'

export interface Ways {
  readonly onClose: () => void
  readonly onAgain: () => void
  readonly onJump: (nodeId: string | undefined) => void
}

export function Preparing({ text }: { readonly text: string }) {
  return (
    <div className={classes.middle} role="status">
      <Loader />
      <Text c="dimmed">{text}</Text>
    </div>
  )
}

/** Something did not work; nothing is lost of it. */
export function Failure({ title, body, error, onAgain, onClose }: Pick<Ways, 'onAgain' | 'onClose'> & { readonly title: string; readonly body?: string; readonly error: Error | undefined }) {
  const { t } = useTranslation('versions')
  return (
    <>
      <Alert color="red" title={title}>
        {body !== undefined && <Text size="sm">{body}</Text>}
        <Text size="sm">{error instanceof UnsavedError ? t('publish.unsaved') : error !== undefined && faultText(error)}</Text>
      </Alert>
      <Group justify="flex-end" mt="auto">
        <Button variant="default" onClick={onClose}>
          {t('close')}
        </Button>
        <Button onClick={onAgain}>{t('retry')}</Button>
      </Group>
    </>
  )
}

/** The live version is newer: what a publish would undo. */
export function Behind({ prepared, onTakeIn, onOver, onJump }: Pick<Ways, 'onJump'> & { readonly prepared: Prepared; readonly onTakeIn: () => void; readonly onOver: () => void }) {
  const { t } = useTranslation('versions')
  if (prepared.behind === undefined) return null
  return (
    <>
      <Alert color="yellow" title={t('publish.behind.title')}>
        <Text size="sm">{t('publish.behind.body')}</Text>
      </Alert>
      <div className={classes.changes} tabIndex={0} role="region" aria-label={t('publish.behind.title')}>
        <ComparisonView comparison={prepared.behind.comparison} onNode={onJump} />
      </div>
      <Group justify="flex-end" mt="auto">
        <Button variant="default" color="red" onClick={onOver}>
          {t('publish.behind.over')}
        </Button>
        <Button data-autofocus onClick={onTakeIn}>
          {t('publish.behind.takeIn')}
        </Button>
      </Group>
    </>
  )
}

interface ReviewingProps extends Pick<Ways, 'onClose' | 'onJump'> {
  readonly prepared: Prepared
  readonly moved: boolean
  readonly takenIn: TakeInOutcome | undefined
  readonly note: string
  readonly onGo: (note: string) => void
  readonly onTests: () => void
  readonly onNumbers: () => void
}

/** What would go live, and the decision. */
export function Reviewing({ prepared, moved, takenIn, note: firstNote, onGo, onTests, onNumbers, onClose, onJump }: ReviewingProps) {
  const { t } = useTranslation('versions')
  const [note, setNote] = useState(firstNote)
  const hasErrors = useHasErrors()
  const isChecking = useIsChecking()
  const isNothing = prepared.comparison.result === 'same'
  return (
    <>
      {moved && <Alert color="yellow">{t('publish.moved')}</Alert>}
      {takenIn !== undefined && (
        <Alert color={takenIn.conflicts.length > 0 ? 'yellow' : 'teal'}>
          {t('publish.takenIn', { count: takenIn.takenCount })} {takenIn.conflicts.length > 0 && t('publish.conflicts', { count: takenIn.conflicts.length })}
        </Alert>
      )}
      <CheckSection onJump={onJump} />
      <TestsSection onShow={onTests} />
      <NumbersSection onNumbers={onNumbers} />
      <section className={classes.section}>
        <h3 className={classes.heading}>{t('publish.changes')}</h3>
        <div className={classes.changes} tabIndex={0} role="region" aria-label={t('publish.changes')}>
          {isNothing ? <Text size="sm">{t('publish.nothing')}</Text> : <ComparisonView comparison={prepared.comparison} onNode={onJump} />}
        </div>
      </section>
      <Textarea label={t('publish.note')} description={t('publish.noteHelp')} value={note} maxLength={2_000} autosize minRows={2} maxRows={5} data-autofocus onChange={(event) => setNote(event.currentTarget.value)} />
      <Group justify="space-between" wrap="nowrap" mt="auto">
        <Text size="xs" c="dimmed">
          {t('publish.running')}
        </Text>
        <Group wrap="nowrap">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button leftSection={<IconRocket size={16} aria-hidden />} disabled={hasErrors || isNothing} loading={isChecking && !hasErrors} onClick={() => onGo(note.trim())}>
            {t(goText(prepared))}
          </Button>
        </Group>
      </Group>
    </>
  )
}

const texts = { submit: 'publish.submit', approve: 'publish.approve', publish: 'publish.goLive' } as const

const goText = ({ status, singleUser }: Prepared) => (singleUser ? ('publish.go' as const) : texts[stepsFrom(status, singleUser)[0] ?? 'publish'])

/** How far it is. */
export function Going({ prepared, steps }: { readonly prepared: Prepared; readonly steps: readonly PublishStep[] }) {
  const { t } = useTranslation('versions')
  const all = stepsFrom(prepared.status, prepared.singleUser)
  const done = all.length - steps.length
  return (
    <div className={classes.middle}>
      <ol className={classes.steps} aria-label={t('publish.steps.label')} aria-live="polite">
        {all.map((step, index) => (
          <li key={step} className={classes.step} data-ahead={index > done || undefined} aria-current={index === done ? 'step' : undefined}>
            {index < done ? <IconCheck size={20} color="var(--mantine-color-green-7)" aria-hidden /> : index === done ? <Loader size={18} /> : <IconCircle size={20} aria-hidden />}
            {t(`publish.steps.${step}`)}
          </li>
        ))}
      </ol>
      <Text size="sm" c="dimmed" maw={420}>
        {t('publish.steps.patience')}
      </Text>
    </div>
  )
}

interface LiveProps {
  readonly name: string
  readonly flow: string
  readonly version: string
  /** At which numbers callers reach it; none: only by name, from a switch or an API. */
  readonly numbers: readonly string[]
  readonly onCall: () => void
  readonly onNumbers: () => void
  readonly onClose: () => void
}

export function Live({ name, flow, version, numbers, onCall, onNumbers, onClose }: LiveProps) {
  const { t } = useTranslation('versions')
  const nameOf = useVersionName(flow)
  return (
    <div className={classes.middle} role="status">
      <ThemeIcon size={56} radius="xl" color="green" variant="light">
        <IconRocket size={32} aria-hidden />
      </ThemeIcon>
      <Title order={2}>{t('publish.live.title', { name })}</Title>
      <Text c="dimmed">{t('publish.live.body', { version: nameOf(version) })}</Text>
      <Text size="sm" c="dimmed">
        {t('publish.running')}
      </Text>
      {numbers.length === 0 ? (
        <Text size="sm" maw={480}>
          {t('publish.live.noNumber')}{' '}
          <Anchor component="button" type="button" size="sm" underline="always" onClick={onNumbers}>
            {t('publish.live.toNumbers')}
          </Anchor>
        </Text>
      ) : (
        <Text size="sm">{t('publish.live.numbers', { numbers: numbers.join(', ') })}</Text>
      )}
      <Group mt="md">
        <Button variant="default" leftSection={<IconPhone size={16} aria-hidden />} onClick={onCall}>
          {t('publish.live.call')}
        </Button>
        <Button variant="default" component={Link} to={`/flows/${flow}/versions`}>
          {t('publish.live.versions')}
        </Button>
        <Button data-autofocus onClick={onClose}>
          {t('publish.live.done')}
        </Button>
      </Group>
    </div>
  )
}

/** The server found something that the page had not. */
export function Refused({ problems, onAgain, onClose, onJump }: Ways & { readonly problems: readonly ProblemView[] }) {
  const { t } = useTranslation('versions')
  return (
    <>
      <Alert color="red" title={t('publish.refused.title')}>
        {t('publish.refused.body')}
      </Alert>
      <ProblemLines problems={problems} onJump={onJump} />
      <Group justify="flex-end" mt="auto">
        <Button variant="default" onClick={onClose}>
          {t('close')}
        </Button>
        <Button onClick={onAgain}>{t('retry')}</Button>
      </Group>
    </>
  )
}

/** Where others approve: it is somebody else's turn, or one's own again. */
export function Waiting({ taken, onAgain, onClose }: Pick<Ways, 'onAgain' | 'onClose'> & { readonly taken: PublishStep | undefined }) {
  const { t } = useTranslation('versions')
  return (
    <div className={classes.middle} role="status">
      <Title order={2}>{t('publish.waiting.title')}</Title>
      <Text c="dimmed">{t(taken === 'approve' ? 'publish.waiting.approved' : 'publish.waiting.submitted')}</Text>
      <Group mt="md">
        <Button variant="default" onClick={onClose}>
          {t('close')}
        </Button>
        <Button onClick={onAgain}>{t('publish.waiting.next')}</Button>
      </Group>
    </div>
  )
}
