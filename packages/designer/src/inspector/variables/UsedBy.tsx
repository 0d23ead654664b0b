import { ActionIcon, Button, Menu, Popover, Stack, Text, Tooltip } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { removeVariable } from '../../document/commands/variables.js'
import { useEditorStore } from '../../editor/EditorContext.js'
import type { EditorStore } from '../../editor/editor-store.js'
import { kindLooks } from '../../nodes/kinds.js'
import type { Uses } from './uses.js'

export interface UsedByProps {
  readonly name: string
  readonly uses: Uses
}

function goTo(store: EditorStore, id: string): void {
  store.getState().select([id])
  store.getState().show({ view: 'canvas', side: 'inspector' })
}

/** How many places use a variable, and which. */
export const UsedBy = memo(function UsedBy({ name, uses: { nodes, inSettings } }: UsedByProps) {
  const { t } = useTranslation('inspector')
  const store = useEditorStore()
  const count = nodes.length + (inSettings ? 1 : 0)
  if (count === 0)
    return (
      <Text size="xs" c="dimmed">
        {t('variables.unused')}
      </Text>
    )
  return (
    <Menu withinPortal shadow="md" position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" color="gray" size="compact-xs" mih={24} aria-label={`${t('variables.places', { count })}. ${t('variables.usedBy', { name, count })}`}>
          {t('variables.places', { count })}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={260} style={{ overflowY: 'auto' }}>
        {inSettings && <Menu.Item onClick={() => store.getState().show({ view: 'settings' })}>{t('variables.inSettings')}</Menu.Item>}
        {nodes.map(({ id, name: node, kind }) => {
          const { Icon, color } = kindLooks[kind]
          return (
            <Menu.Item key={id} leftSection={<Icon size={15} aria-hidden color={`var(--mantine-color-${color}-6)`} />} onClick={() => goTo(store, id)}>
              {node}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
})

/** Removes a variable that nothing uses; of another one it says who does. */
export function RemoveVariable({ name, uses: { nodes, inSettings } }: UsedByProps) {
  const { t } = useTranslation('inspector')
  const store = useEditorStore()
  const isUsed = nodes.length > 0 || inSettings
  const label = t('variables.remove', { name })
  if (!isUsed)
    return (
      <Tooltip label={label}>
        <ActionIcon variant="subtle" color="gray" size={26} aria-label={label} onClick={() => store.getState().run(removeVariable(name))}>
          <IconTrash size={15} aria-hidden />
        </ActionIcon>
      </Tooltip>
    )
  return (
    <Popover withinPortal shadow="md" width={280} position="left" returnFocus trapFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size={26} aria-label={label} style={{ opacity: 0.55 }}>
          <IconTrash size={15} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap={4}>
          <Text size="sm" fw={600}>
            {t('variables.cannotRemove', { name })}
          </Text>
          <Text size="sm" c="dimmed">
            {t('variables.usedHere')}
          </Text>
          {nodes.slice(0, 8).map(({ id, name: node }) => (
            <Button key={id} variant="subtle" color="gray" size="compact-sm" mih={24} justify="flex-start" onClick={() => goTo(store, id)}>
              {node}
            </Button>
          ))}
          {inSettings && (
            <Button variant="subtle" color="gray" size="compact-sm" mih={24} justify="flex-start" onClick={() => store.getState().show({ view: 'settings' })}>
              {t('variables.inSettings')}
            </Button>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
