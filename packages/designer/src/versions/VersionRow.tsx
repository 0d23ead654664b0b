import { ActionIcon, Badge, Button, Checkbox, Group, Menu, Text } from '@mantine/core'
import type { DraftCopyView, DraftView, VersionView } from '@callchart/protocol'
import { IconArrowBackUp, IconDots, IconFileText, IconFlame, IconPencil, IconRestore } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useTimes } from '../library/when.js'
import { theDraft } from './list-versions.js'
import { versionName } from './version-name.js'
import classes from './VersionsPage.module.css'

export interface VersionRowProps {
  readonly version: VersionView
  readonly isChosen: boolean
  readonly onChoose: (id: string) => void
  readonly onRestore: (version: string) => void
  readonly onRollBack: (version: string) => void
}

/** One version of a flow. */
export const VersionRow = memo(function VersionRow({ version, isChosen, onChoose, onRestore, onRollBack }: VersionRowProps) {
  const { t } = useTranslation('versions')
  const { ago, time } = useTimes()
  const id = version.version
  const name = versionName(version)
  const at = version.publishedAt ?? version.createdAt
  return (
    <li className={classes.row} data-live={version.live || undefined}>
      <Checkbox checked={isChosen} onChange={() => onChoose(id)} aria-label={t('select', { version: name })} />
      <div>
        <Group gap={8}>
          <span className={classes.id} title={id}>
            {name}
          </span>
          {version.live && (
            <Badge color="teal.9" variant="filled" size="sm">
              {t('live')}
            </Badge>
          )}
          {version.publishedAt === undefined && (
            <Badge color="gray" variant="light" size="sm">
              {t('neverLive')}
            </Badge>
          )}
        </Group>
        <div className={classes.sub} title={time(at)}>
          {t('byAuthor', { when: ago(at), author: version.author })}
        </div>
      </div>
      <div className={classes.note}>
        {version.note === '' ? (
          <Text component="span" size="sm" c="dimmed">
            {t('noNote')}
          </Text>
        ) : (
          version.note
        )}
        {version.origin === 'file' && (
          <div className={classes.sub}>
            <IconFileText size={12} aria-hidden /> {t('origin.file')}
          </div>
        )}
      </div>
      <Group gap={4} wrap="nowrap">
        <Button component={Link} to={`/flows/${version.flow}/versions/${id}`} variant="default" size="xs">
          {t('open')}
        </Button>
        <Menu position="bottom-end" shadow="md" withinPortal>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size={30} aria-label={t('more', { version: name })}>
              <IconDots size={18} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => onRestore(id)}>
              {t('restore')}
            </Menu.Item>
            {!version.live && (
              <Menu.Item leftSection={<IconArrowBackUp size={16} aria-hidden />} onClick={() => onRollBack(id)}>
                {t('rollBack')}
              </Menu.Item>
            )}
            <Menu.Item component={Link} to={`/flows/${version.flow}/heat?version=${id}`} leftSection={<IconFlame size={16} aria-hidden />}>
              {t('heat')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
    </li>
  )
})

interface DraftRowProps extends Pick<VersionRowProps, 'isChosen' | 'onChoose'> {
  readonly draft: DraftView
}

/** What was drawn since the last version. */
export function DraftRow({ draft, isChosen, onChoose }: DraftRowProps) {
  const { t } = useTranslation('versions')
  const { ago } = useTimes()
  return (
    <li className={classes.row}>
      <Checkbox checked={isChosen} onChange={() => onChoose(theDraft)} aria-label={t('select', { version: t('draft') })} />
      <div>
        <Text fw={600}>{t('draft')}</Text>
        {draft.updatedAt !== undefined && <div className={classes.sub}>{t('changedBy', { when: ago(draft.updatedAt), author: draft.author ?? '' })}</div>}
      </div>
      <Text size="sm" c="dimmed">
        {t('draftRow')}
      </Text>
      <Button component={Link} to={`/flows/${draft.flow}`} variant="default" size="xs">
        {t('toEditor')}
      </Button>
    </li>
  )
}

interface CopyRowProps {
  readonly copy: DraftCopyView
  readonly onRestore: (copy: DraftCopyView) => void
}

/** What gave way and was kept. */
export function CopyRow({ copy, onRestore }: CopyRowProps) {
  const { t } = useTranslation('versions')
  const { ago, time } = useTimes()
  return (
    <li className={classes.row}>
      <span />
      <div>
        <Badge variant="default" size="sm">
          {t(`copies.${copy.reason}`)}
        </Badge>
        <div className={classes.sub} title={time(copy.at)}>
          {t('byAuthor', { when: ago(copy.at), author: copy.author })}
        </div>
      </div>
      <div className={classes.note}>{copy.name}</div>
      <Group gap={4} wrap="nowrap">
        <Button component={Link} to={`/flows/${copy.flow}/versions/copy-${copy.copyId}`} variant="default" size="xs" aria-label={t('copies.open', { name: copy.name })}>
          {t('open')}
        </Button>
        <ActionIcon variant="subtle" color="gray" size={30} aria-label={t('copies.restore', { name: copy.name })} title={t('restore')} onClick={() => onRestore(copy)}>
          <IconRestore size={18} aria-hidden />
        </ActionIcon>
      </Group>
    </li>
  )
}
