import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconDots, IconDownload, IconFlame, IconPhoneCall, IconRoute } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useEditor, useEditorStore } from '../../editor/EditorContext.js'
import { useTour } from '../../tour/tour-store.js'
import { exportFormats } from './formats.js'
import { useExport } from './useExport.js'

/** What else can be done with the open flow: its calls, files of it as it stands in front, and the tour. */
export function FlowMenu() {
  const { t } = useTranslation('versions')
  const { t: tLibrary } = useTranslation('library')
  const { t: tTour } = useTranslation('tour')
  const editor = useEditorStore()
  const flow = useEditor(({ document }) => document.id)
  const startTour = useTour((tour) => tour.start)
  const { mutate: exportFlow, isPending } = useExport()
  return (
    <Menu position="bottom-end" shadow="md" withinPortal width={290}>
      <Menu.Target>
        <Tooltip label={t('export.menu')}>
          <ActionIcon variant="default" size={34} loading={isPending} aria-label={t('export.menu')}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to={`/flows/${flow}/heat`} leftSection={<IconFlame size={16} aria-hidden />}>
          {tLibrary('actions.heat')}
        </Menu.Item>
        <Menu.Item component={Link} to={`/calls?flow=${encodeURIComponent(flow)}`} leftSection={<IconPhoneCall size={16} aria-hidden />}>
          {tLibrary('actions.calls')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('export.label')}</Menu.Label>
        {exportFormats.map((format) => (
          <Menu.Item key={format} leftSection={<IconDownload size={16} aria-hidden />} onClick={() => exportFlow({ flow, format, document: editor.getState().document })}>
            {tLibrary(`actions.${format}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconRoute size={16} aria-hidden />} onClick={startTour}>
          {tTour('again')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
