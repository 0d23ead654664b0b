import { ActionIcon, Menu } from '@mantine/core'
import type { LibraryEntry } from '@callchart/protocol'
import { IconCopy, IconDots, IconDownload, IconFileText, IconFlame, IconHistory, IconPencil, IconPhoneCall, IconPhoto, IconPrinter, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { exportFormats } from './export/formats.js'
import { useExport } from './export/useExport.js'
import { useScript } from './export/useScript.js'

export interface FlowActionsProps {
  readonly entry: LibraryEntry
  readonly onDuplicate: (entry: LibraryEntry) => void
  readonly onDiscard: (entry: LibraryEntry) => void
  readonly onPicture: (flow: string, format: 'png' | 'svg') => void
}

/** What can be done with a flow as a whole. */
export function FlowActions({ entry, onDuplicate, onDiscard, onPicture }: FlowActionsProps) {
  const { t } = useTranslation('library')
  const { mutate: exportFlow, isPending } = useExport()
  const { mutate: makeScript } = useScript()
  const { flow, name, live, draft } = entry
  return (
    <Menu position="bottom-end" shadow="md" withinPortal width={290}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={32} loading={isPending} aria-label={t('actions.menu', { name })}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to={`/flows/${flow}`} leftSection={<IconPencil size={16} aria-hidden />}>
          {t('actions.open')}
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => onDuplicate(entry)}>
          {t('actions.duplicate')}
        </Menu.Item>
        <Menu.Item component={Link} to={`/flows/${flow}/versions`} leftSection={<IconHistory size={16} aria-hidden />}>
          {t('actions.versions')}
        </Menu.Item>
        <Menu.Item component={Link} to={`/calls?flow=${encodeURIComponent(flow)}`} leftSection={<IconPhoneCall size={16} aria-hidden />}>
          {t('actions.calls')}
        </Menu.Item>
        {live !== undefined && (
          <Menu.Item component={Link} to={`/flows/${flow}/heat`} leftSection={<IconFlame size={16} aria-hidden />}>
            {t('actions.heat')}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Label>{t('actions.export')}</Menu.Label>
        {exportFormats.map((format) => (
          <Menu.Item key={format} leftSection={<IconDownload size={16} aria-hidden />} onClick={() => exportFlow({ flow, format })}>
            {t(`actions.${format}`)}
          </Menu.Item>
        ))}
        {(['png', 'svg'] as const).map((format) => (
          <Menu.Item key={format} leftSection={<IconPhoto size={16} aria-hidden />} onClick={() => onPicture(flow, format)}>
            {t(`actions.${format}`)}
          </Menu.Item>
        ))}
        <Menu.Item leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => makeScript({ flow, to: 'print' })}>
          {t('actions.print')}
        </Menu.Item>
        <Menu.Item leftSection={<IconFileText size={16} aria-hidden />} onClick={() => makeScript({ flow, to: 'save' })}>
          {t('actions.script')}
        </Menu.Item>
        {draft !== undefined && (
          <>
            <Menu.Divider />
            <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => onDiscard(entry)}>
              {t(live === undefined ? 'actions.delete' : 'actions.discard')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
