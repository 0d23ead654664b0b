import { Anchor, Avatar, Group, Text, Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconAlertTriangle, IconCloudCheck, IconCloudOff, IconCloudUp, IconCopy, type Icon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import classes from './SaveState.module.css'
import { useSync, type Saving } from './sync/sync-view.js'
import { copiesPath } from './useDraftSync.js'

const looks: Readonly<Record<Saving, { readonly Icon: Icon; readonly tone: 'calm' | 'warn' | 'bad' }>> = {
  saved: { Icon: IconCloudCheck, tone: 'calm' },
  saving: { Icon: IconCloudUp, tone: 'calm' },
  kept: { Icon: IconCloudOff, tone: 'warn' },
  unkept: { Icon: IconAlertTriangle, tone: 'bad' },
  refused: { Icon: IconAlertTriangle, tone: 'bad' },
}

/** Whether what was drawn is safe; pressed, it is saved at once. */
export function SaveState() {
  const { t } = useTranslation('editor')
  const saving = useSync((state) => state.saving)
  const reason = useSync((state) => state.refusal) ?? ''
  const saveNow = useSync((state) => state.saveNow)
  const { Icon, tone } = looks[saving]
  const hint = t(`save.hint.${saving}`, { reason })
  return (
    <>
      <Tooltip label={hint} multiline maw={320}>
        <UnstyledButton className={classes.state} data-tone={tone} aria-label={`${t(`save.${saving}`)}. ${hint}`} onClick={() => void saveNow()}>
          <Icon size={18} aria-hidden />
          <Text component="span" size="xs">
            {t(`save.${saving}`)}
          </Text>
        </UnstyledButton>
      </Tooltip>
      <VisuallyHidden role="status">{tone === 'calm' ? '' : `${t(`save.${saving}`)}. ${hint}`}</VisuallyHidden>
    </>
  )
}

/** Own sides of conflicts that are kept as copies. */
export function KeptCopies({ flow }: { readonly flow: string }) {
  const { t } = useTranslation('editor')
  const count = useSync(({ copyIds }) => copyIds.length)
  if (count === 0) return null
  return (
    <Tooltip label={t('conflict.message')} multiline maw={320}>
      <Anchor component={Link} to={copiesPath(flow)} size="xs" className={classes.copies}>
        <IconCopy size={16} aria-hidden />
        {t('conflict.count', { count })}
      </Anchor>
    </Tooltip>
  )
}

const mostFaces = 3
/** A Chinese name by its family name; two characters would not fit. */
const initials = (name: string): string => (/^[\u3400-\u9fff]/.test(name) ? name.slice(0, 1) : name.split(/\s+/, 2).map((word) => word[0] ?? '').join('')).toUpperCase()

/** Who else has the flow open. */
export function OthersHere() {
  const { t } = useTranslation('editor')
  const others = useSync((state) => state.others)
  if (others.length === 0) return null
  const names = others.map(({ author }) => author).join(', ')
  return (
    <Tooltip label={t('others', { names, count: others.length })} multiline maw={320}>
      <Group gap={0} role="img" aria-label={t('others', { names, count: others.length })} className={classes.others ?? ''}>
        <Avatar.Group spacing={8}>
          {others.slice(0, mostFaces).map(({ author, client }) => (
            <Avatar key={client} size={26} color="initials" name={author} radius="xl">
              {initials(author)}
            </Avatar>
          ))}
          {others.length > mostFaces && (
            <Avatar size={26} radius="xl">
              +{others.length - mostFaces}
            </Avatar>
          )}
        </Avatar.Group>
      </Group>
    </Tooltip>
  )
}
