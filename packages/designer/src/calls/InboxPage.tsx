import { Alert, Anchor, Button, Kbd, Select, Skeleton, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { DraftDocument } from '@callchart/flow'
import type { UnrecognisedGroup } from '@callchart/protocol'
import { IconMessageCheck } from '@tabler/icons-react'
import { useCallback, useMemo, useRef } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { faultText } from '../api/fault-text.js'
import { EmptyPage } from '../app/EmptyPage.js'
import { PageHead } from '../app/PageHead.js'
import { useLibrary } from '../library/queries.js'
import { intentName, nodeName as nameIn } from '../simulator/names.js'
import { useStoredDraft } from '../versions/queries.js'
import classes from './Inbox.module.css'
import { useAddGroup, useDismissGroup, useInbox, useReopenGroup, type Settled } from './inbox-queries.js'
import { InboxGroup } from './InboxGroup.js'

/** What callers said and the bot did not understand, the most frequent first. */
export function InboxPage() {
  const { t } = useTranslation('inbox')
  const [address, setAddress] = useSearchParams()
  const { data: flows } = useLibrary()
  const flow = address.get('flow') ?? flows?.[0]?.flow ?? ''
  return (
    <div className={classes.page}>
      <PageHead title={t('title')} subtitle={t('subtitle')}>
        <Select
          className={classes.flow ?? ''}
          label={t('flow')}
          allowDeselect={false}
          searchable
          value={flow === '' ? null : flow}
          data={flows?.map(({ flow: value, name }) => ({ value, label: name === '' ? value : name })) ?? []}
          onChange={(chosen) => chosen !== null && setAddress({ flow: chosen }, { replace: true })}
          nothingFoundMessage={t('noFlow')}
        />
      </PageHead>
      {flow === '' ? flows !== undefined && <NoFlows /> : <FlowInbox key={flow} flow={flow} />}
    </div>
  )
}

function FlowInbox({ flow }: { readonly flow: string }) {
  const { t } = useTranslation('inbox')
  const { data: groups, error } = useInbox(flow)
  if (groups === undefined)
    return error === null ? (
      <div className={`${classes.groups} ${classes.skeleton}`} aria-busy>
        {Array.from({ length: 4 }, (_, index) => (
          <Skeleton key={index} height={72} />
        ))}
      </div>
    ) : (
      <Alert color="red" title={t('failed')}>
        {faultText(error)}
      </Alert>
    )
  return groups.length === 0 ? <AllUnderstood /> : <Groups flow={flow} groups={groups} />
}

function Groups({ flow, groups }: { readonly flow: string; readonly groups: readonly UnrecognisedGroup[] }) {
  const { t } = useTranslation('inbox')
  const { t: ofSimulator } = useTranslation('simulator')
  const { data: draft } = useStoredDraft(flow)
  const list = useRef<HTMLUListElement>(null)
  const document = draft?.document as DraftDocument | undefined
  const intents = useMemo(() => {
    const own = document?.intents
    if (document === undefined || typeof own !== 'object' || own === null || Array.isArray(own)) return []
    return Object.keys(own).map((id) => ({ id, name: intentName(ofSimulator, document, id) }))
  }, [document, ofSimulator])
  const nodeName = useCallback((id: string) => (document === undefined ? id : nameIn(document, id)), [document])
  const { isBusy, add, dismiss } = useSettling(flow, intents)
  // What had the keyboard goes away: the group that takes its place has it next.
  const keepKeyboard = useCallback(
    (group: UnrecognisedGroup) => {
      const at = groups.indexOf(group)
      const elements = [...(list.current?.querySelectorAll<HTMLElement>('[data-group]') ?? [])]
      ;(elements[at + 1] ?? elements[at - 1])?.focus()
    },
    [groups],
  )
  const onAdd = useCallback(
    (group: UnrecognisedGroup, intent: string) => {
      keepKeyboard(group)
      add(group, intent)
    },
    [add, keepKeyboard],
  )
  const onDismiss = useCallback(
    (group: UnrecognisedGroup) => {
      keepKeyboard(group)
      dismiss(group)
    },
    [dismiss, keepKeyboard],
  )
  return (
    <>
      <div className={classes.help}>
        <Trans t={t} i18nKey="help" components={{ key: <Kbd size="xs" /> }} />
      </div>
      <ul ref={list} className={classes.groups} aria-label={t('title')}>
        {groups.map((group) => (
          <InboxGroup key={group.id} group={group} intents={intents} nodeName={nodeName} isBusy={isBusy} onAdd={onAdd} onDismiss={onDismiss} />
        ))}
      </ul>
    </>
  )
}

const undoneMs = 10_000

/** Adds and dismisses, tells where it went, and takes it back. */
function useSettling(flow: string, intents: readonly { readonly id: string; readonly name: string }[]) {
  const { t } = useTranslation('inbox')
  const { mutate: addGroup, isPending: isAdding } = useAddGroup()
  const { mutate: dismissGroup, isPending: isDismissing } = useDismissGroup()
  const { mutate: reopenGroup } = useReopenGroup()
  // A notification stands outside of the pages: no link works there.
  const navigate = useNavigate()
  const fail = useCallback((error: Error) => notifications.show({ color: 'red', title: t('notDone'), message: faultText(error) }), [t])
  const tell = useCallback(
    (title: string, message: string, settled: Settled | undefined, toDraft: boolean) => {
      const id = crypto.randomUUID()
      const undo = (): void => {
        if (settled === undefined) return
        notifications.hide(id)
        reopenGroup(settled, { onSuccess: () => notifications.show({ message: t('undone') }), onError: fail })
      }
      notifications.show({
        id,
        color: 'green',
        title,
        autoClose: undoneMs,
        message: (
          <>
            {message}{' '}
            {toDraft && (
              <Anchor component="button" type="button" size="sm" onClick={() => void navigate(`/flows/${flow}`)}>
                {t('toDraft')}
              </Anchor>
            )}
            {settled !== undefined && (
              <Button size="compact-sm" variant="light" ml="xs" onClick={undo}>
                {t('undo')}
              </Button>
            )}
          </>
        ),
      })
    },
    [t, flow, reopenGroup, fail, navigate],
  )
  const add = useCallback(
    (group: UnrecognisedGroup, intent: string) => {
      const name = intents.find(({ id }) => id === intent)?.name ?? intent
      addGroup(
        { flow, group, intent },
        { onSuccess: (added) => tell(t('added.title', { text: group.text, name }), t(`added.${added.where}`), added.where === 'draft' ? added : undefined, added.where === 'draft'), onError: fail },
      )
    },
    [addGroup, flow, intents, tell, t, fail],
  )
  const dismiss = useCallback((group: UnrecognisedGroup) => dismissGroup({ flow, group }, { onSuccess: (settled) => tell(t('dismissed.title', { text: group.text }), t('dismissed.help'), settled, false), onError: fail }), [dismissGroup, flow, tell, t, fail])
  return { isBusy: isAdding || isDismissing, add, dismiss }
}

function AllUnderstood() {
  const { t } = useTranslation('inbox')
  return (
    <EmptyPage isAnswer Icon={IconMessageCheck} title={t('empty.title')} help={t('empty.help')}>
      <Text c="dimmed" size="sm">
        {t('empty.consent')}
      </Text>
    </EmptyPage>
  )
}

function NoFlows() {
  const { t } = useTranslation('inbox')
  return (
    <EmptyPage title={t('noFlows.title')} help={t('noFlows.help')}>
      <Button component={Link} to="/flows" mt="sm">
        {t('noFlows.toFlows')}
      </Button>
    </EmptyPage>
  )
}
