import { ActionIcon, Alert, Button, Group, SegmentedControl, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core'
import type { VersionView } from '@callchart/protocol'
import { IconArrowLeft, IconFlame, IconGitCompare, IconSearch } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useParams } from 'react-router'
import { faultText } from '../api/fault-text.js'
import { RestoreDialog, RollBackDialog, type Kept } from './ChangeLiveDialogs.js'
import { CompareDialog } from './CompareDialog.js'
import { firstVersionListing, listVersions, origins, theDraft, withChoice } from './list-versions.js'
import { useCopies, useStoredDraft, useVersions } from './queries.js'
import { CopyRow, DraftRow, VersionRow } from './VersionRow.js'
import classes from './VersionsPage.module.css'

type Dialog = { readonly name: 'none' } | { readonly name: 'compare'; readonly chosen: readonly [string, string] } | { readonly name: 'restore'; readonly of: Kept } | { readonly name: 'rollBack'; readonly of: string }

const closed: Dialog = { name: 'none' }

/** Every version of a flow: looked at, compared, restored, made live again. */
export function VersionsPage() {
  const { t } = useTranslation('versions')
  const { flow = '' } = useParams()
  const versions = useVersions(flow)
  const draft = useStoredDraft(flow)
  const [dialog, setDialog] = useState<Dialog>(closed)
  const close = useCallback(() => setDialog(closed), [])
  const live = versions.data?.find((version) => version.live)
  const name = draft.data?.document.name ?? live?.name ?? flow
  return (
    <div className={classes.page}>
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <ActionIcon component={Link} to={`/flows/${flow}`} variant="subtle" color="gray" size={32} aria-label={t('back')} title={t('back')}>
          <IconArrowLeft size={18} aria-hidden />
        </ActionIcon>
        <div>
          <Title order={1}>{t('title', { name })}</Title>
          <Text c="dimmed" size="sm">
            {t('subtitle')}
          </Text>
        </div>
        {live !== undefined && (
          <Button component={Link} to={`/flows/${flow}/heat`} variant="default" ml="auto" leftSection={<IconFlame size={16} aria-hidden />}>
            {t('heat')}
          </Button>
        )}
      </Group>
      {versions.error !== null && (
        <Alert color="red" title={t('loadFailed')}>
          {faultText(versions.error)}
        </Alert>
      )}
      {versions.data === undefined ? versions.error === null && <Skeleton height={220} /> : versions.data.length === 0 ? <NoVersions flow={flow} /> : <Versions flow={flow} versions={versions.data} onDialog={setDialog} />}
      <Copies flow={flow} onDialog={setDialog} />
      <CompareDialog flow={flow} chosen={dialog.name === 'compare' ? dialog.chosen : undefined} versions={versions.data ?? []} onClose={close} />
      <RestoreDialog flow={flow} of={dialog.name === 'restore' ? dialog.of : undefined} onClose={close} />
      <RollBackDialog flow={flow} of={dialog.name === 'rollBack' ? dialog.of : undefined} liveVersion={live?.version} onClose={close} />
    </div>
  )
}

function NoVersions({ flow }: { readonly flow: string }) {
  const { t } = useTranslation('versions')
  return (
    <Stack align="center" gap={4} py={48}>
      <Text fw={600}>{t('none')}</Text>
      <Text c="dimmed" size="sm" maw={480} ta="center">
        {t('noneHelp')}
      </Text>
      <Button component={Link} to={`/flows/${flow}`} mt="sm">
        {t('toEditor')}
      </Button>
    </Stack>
  )
}

interface VersionsProps {
  readonly flow: string
  readonly versions: readonly VersionView[]
  readonly onDialog: (dialog: Dialog) => void
}

function Versions({ flow, versions, onDialog }: VersionsProps) {
  const { t } = useTranslation('versions')
  const { data: draft } = useStoredDraft(flow)
  const [listing, setListing] = useState(firstVersionListing)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const choose = useCallback((id: string) => setChosen((before) => withChoice(before, id)), [])
  const restore = useCallback((version: string) => onDialog({ name: 'restore', of: { type: 'version', version } }), [onDialog])
  const rollBack = useCallback((version: string) => onDialog({ name: 'rollBack', of: version }), [onDialog])
  const shown = listVersions(versions, listing)
  const [first, second] = chosen
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
          onChange={(event) => setListing({ ...listing, search: event.currentTarget.value })}
        />
        <SegmentedControl aria-label={t('origin.label')} value={listing.origin} onChange={(origin) => setListing({ ...listing, origin })} data={origins.map((value) => ({ value, label: t(`origin.${value}`) }))} />
      </div>
      {shown.length === 0 && <Text c="dimmed">{t('noneFits')}</Text>}
      <ul className={classes.rows}>
        {draft?.updatedAt !== undefined && <DraftRow draft={draft} isChosen={chosen.includes(theDraft)} onChoose={choose} />}
        {shown.map((version) => (
          <VersionRow key={version.version} version={version} isChosen={chosen.includes(version.version)} onChoose={choose} onRestore={restore} onRollBack={rollBack} />
        ))}
      </ul>
      {versions.length + (draft?.updatedAt === undefined ? 0 : 1) > 1 && (
        <div className={classes.compareBar}>
          <Text size="sm" c="dimmed">
            {t('compareHelp')}
          </Text>
          <Button leftSection={<IconGitCompare size={16} aria-hidden />} disabled={first === undefined || second === undefined} onClick={() => first !== undefined && second !== undefined && onDialog({ name: 'compare', chosen: [first, second] })}>
            {t('compare')}
          </Button>
        </div>
      )}
    </>
  )
}

function Copies({ flow, onDialog }: Pick<VersionsProps, 'flow' | 'onDialog'>) {
  const { t } = useTranslation('versions')
  const { data: copies } = useCopies(flow)
  const { hash } = useLocation()
  // Who comes by a link to the copies comes to see them: the browser looked for the place before it was there.
  const comeInto = useCallback((title: HTMLElement | null) => void (hash === '#copies' && title?.scrollIntoView({ block: 'start' })), [hash])
  if (copies === undefined || copies.length === 0) return null
  return (
    <section aria-labelledby="copies">
      <Title order={2} id="copies" ref={comeInto}>
        {t('copies.title')}
      </Title>
      <Text c="dimmed" size="sm" mb="sm">
        {t('copies.help')}
      </Text>
      <ul className={classes.rows}>
        {copies.map((copy) => (
          <CopyRow key={copy.copyId} copy={copy} onRestore={({ copyId, name }) => onDialog({ name: 'restore', of: { type: 'copy', copyId, name } })} />
        ))}
      </ul>
    </section>
  )
}
