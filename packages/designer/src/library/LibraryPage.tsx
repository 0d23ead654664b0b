import { Alert, Button, CloseButton, Group, SegmentedControl, Skeleton, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { LibraryEntry } from '@callchart/protocol'
import { IconPlus, IconSearch, IconUpload } from '@tabler/icons-react'
import { useCallback, useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { faultText } from '../api/fault-text.js'
import { confirmLoss } from '../app/confirm-loss.js'
import { EmptyPage } from '../app/EmptyPage.js'
import { PageHead } from '../app/PageHead.js'
import { EmptyLibrary } from './EmptyLibrary.js'
import { FlowTable } from './FlowTable.js'
import { usePicture } from './export/usePicture.js'
import { ImportDialog } from './import/ImportDialog.js'
import { useFileDrop } from './import/useFileDrop.js'
import { useIncoming } from './import/useIncoming.js'
import classes from './LibraryPage.module.css'
import { firstListing, flowFilters, listFlows, type Listing, type SortKey } from './list-flows.js'
import { DuplicateDialog } from './new/DuplicateDialog.js'
import { NewFlowDialog } from './new/NewFlowDialog.js'
import { TourButton, TourOffer } from '../tour/TourOffer.js'
import { useDiscardDraft, useLibrary } from './queries.js'

type Dialog = { readonly name: 'none' | 'new' | 'import' } | { readonly name: 'duplicate'; readonly entry: LibraryEntry }

const noFlows: readonly LibraryEntry[] = []

/** The home of the product: every flow, and what can be done with it. */
export function LibraryPage() {
  const { t } = useTranslation('library')
  const { data, error } = useLibrary()
  const flows = data ?? noFlows
  const [dialog, setDialog] = useState<Dialog>({ name: 'none' })
  const incoming = useIncoming()
  const { take, clear } = incoming
  const discard = useConfirmedDiscard()
  const picture = usePicture()
  const close = useCallback(() => {
    setDialog({ name: 'none' })
    clear()
  }, [clear])
  const takeFiles = useCallback(
    (files: readonly File[]) => {
      take(files)
      setDialog({ name: 'import' })
    },
    [take],
  )
  const duplicate = useCallback((entry: LibraryEntry) => setDialog({ name: 'duplicate', entry }), [])
  const isOver = useFileDrop(takeFiles)
  const onNew = (): void => setDialog({ name: 'new' })
  const onImport = (): void => setDialog({ name: 'import' })
  return (
    <div className={classes.page}>
      <PageHead title={t('title')} subtitle={t('subtitle')}>
        <Group gap="xs" wrap="nowrap">
          <TourButton flows={flows} />
          <Button variant="default" leftSection={<IconUpload size={16} aria-hidden />} onClick={onImport}>
            {t('import')}
          </Button>
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={onNew}>
            {t('new')}
          </Button>
        </Group>
      </PageHead>
      {error !== null && (
        <Alert color={data === undefined ? 'red' : 'yellow'} title={t(data === undefined ? 'load.failed' : 'load.stale')}>
          {faultText(error)}
        </Alert>
      )}
      {data === undefined ? error === null && <Waiting /> : flows.length === 0 ? <EmptyLibrary onNew={onNew} onImport={onImport} /> : <Flows flows={flows} onDuplicate={duplicate} onDiscard={discard} onPicture={picture.take} />}
      {picture.drawing}
      <TourOffer flows={flows} />
      <NewFlowDialog opened={dialog.name === 'new'} flows={flows} onClose={close} />
      <DuplicateDialog entry={dialog.name === 'duplicate' ? dialog.entry : undefined} flows={flows} onClose={close} />
      <ImportDialog opened={dialog.name === 'import'} incoming={incoming} flows={flows} onClose={close} />
      {isOver && (
        <div className={classes.drop}>
          <IconUpload size={40} aria-hidden />
          <Text fw={600} size="lg">
            {t('importing.drop')}
          </Text>
          <Text c="dimmed">{t('importing.dropHelp')}</Text>
        </div>
      )}
    </div>
  )
}

const Waiting = () => (
  <div className={`${classes.sheet} ${classes.skeleton}`} aria-busy>
    {Array.from({ length: 6 }, (_, index) => (
      <Skeleton key={index} height={40} />
    ))}
  </div>
)

interface FlowsProps {
  readonly flows: readonly LibraryEntry[]
  readonly onDuplicate: (entry: LibraryEntry) => void
  readonly onDiscard: (entry: LibraryEntry) => void
  readonly onPicture: (flow: string, format: 'png' | 'svg') => void
}

function Flows({ flows, ...deeds }: FlowsProps) {
  const { t } = useTranslation('library')
  const [listing, setListing] = useState(firstListing)
  const change = (part: Partial<Listing>): void => setListing((before) => ({ ...before, ...part }))
  // Typing goes on while five hundred rows are drawn.
  const shown = listFlows(flows, useDeferredValue(listing))
  const sortBy = (sort: SortKey): void => change(listing.sort === sort ? { descending: !listing.descending } : { sort, descending: sort !== 'name' })
  return (
    <>
      <div className={classes.tools}>
        <TextInput
          className={classes.search ?? ''}
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={listing.search}
          onChange={(event) => change({ search: event.currentTarget.value })}
          rightSection={listing.search !== '' && <CloseButton size="sm" aria-label={t('clearSearch')} onClick={() => change({ search: '' })} />}
        />
        <SegmentedControl aria-label={t('filter.label')} value={listing.filter} onChange={(filter) => change({ filter: filter })} data={flowFilters.map((value) => ({ value, label: t(`filter.${value}`) }))} />
        <Text size="sm" c="dimmed" ml="auto" aria-live="polite">
          {t('shown', { count: shown.length })}
        </Text>
      </div>
      {shown.length === 0 ? (
        <EmptyPage isAnswer title={t('none')} help={t('noneHelp')}>
          <Button variant="default" mt="sm" onClick={() => change({ search: '', filter: 'all' })}>
            {t('showAll')}
          </Button>
        </EmptyPage>
      ) : (
        <FlowTable flows={shown} listing={listing} onSort={sortBy} {...deeds} />
      )}
    </>
  )
}

/** Asks first: what somebody drew is about to leave the editor. */
function useConfirmedDiscard(): (entry: LibraryEntry) => void {
  const { t } = useTranslation('library')
  const { mutate } = useDiscardDraft()
  return useCallback(
    ({ flow, name, live, draft }: LibraryEntry) => {
      if (draft === undefined) return
      const { revision } = draft
      const isNew = live === undefined
      confirmLoss({
        title: t(isNew ? 'discard.deleteTitle' : 'discard.title', { name }),
        children: <Text size="sm">{t(isNew ? 'discard.deleteBody' : 'discard.body')}</Text>,
        labels: { confirm: t(isNew ? 'discard.deleteConfirm' : 'discard.confirm'), cancel: t('cancel') },
        onConfirm: () =>
          mutate({ flow, revision }, {
            onSuccess: () => notifications.show({ color: 'green', message: t(isNew ? 'discard.deleted' : 'discard.done', { name }) }),
            onError: (error) => notifications.show({ color: 'red', message: faultText(error) }),
          }),
      })
    },
    [t, mutate],
  )
}
