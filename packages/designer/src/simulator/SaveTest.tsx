import { ActionIcon, Button, Popover, Stack, Text, TextInput, Tooltip } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconBookmarkPlus } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditorStore } from '../editor/EditorContext.js'
import { freshTestId, keepTest } from './flow-tests.js'
import { nodeName } from './names.js'
import { testOf } from './kept-conversation.js'
import { useSimulatorStore } from './simulator-store.js'

/** Keeps the conversation up to the moment that is looked at. */
export function SaveTest() {
  const { t } = useTranslation(['simulator', 'app'])
  const simulator = useSimulatorStore()
  const editor = useEditorStore()
  const [isOpen, setOpen] = useState(false)
  const [name, setName] = useState('')
  const suggest = (): string => {
    const { moments, at } = simulator.getState()
    const { document } = editor.getState()
    const path = moments.slice(0, at + 1).flatMap((moment) => moment.path)
    const talking = [...new Set(path)].filter((id) => ['ask', 'menu', 'collect', 'knowledge', 'transfer', 'hangup', 'request'].includes(document.nodes.find((node) => node.id === id)?.kind ?? ''))
    return [...new Set([talking.at(0), talking.at(-1)])].flatMap((id) => (id === undefined ? [] : nodeName(document, id))).join(' → ')
  }
  const toggle = (): void => {
    if (!isOpen) setName(suggest())
    setOpen(!isOpen)
  }
  const save = (event: FormEvent): void => {
    event.preventDefault()
    const { takes, take = -1, moments, at } = simulator.getState()
    const start = takes[take]?.start
    if (start === undefined || name.trim() === '') return
    const state = editor.getState()
    state.run(keepTest(freshTestId(state.document), testOf(name.trim(), start, moments.slice(0, at + 1))))
    setOpen(false)
    state.show({ lower: 'tests' })
    notifications.show({ message: t('tests.saved'), color: 'green' })
  }
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={300} withArrow trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={t('bar.save')}>
          <ActionIcon variant="subtle" color="gray" aria-label={t('bar.save')} onClick={toggle}>
            <IconBookmarkPlus size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('tests.saveTitle')}>
        <form onSubmit={save}>
          <Stack gap="xs">
            <Text size="sm" fw={600}>
              {t('tests.saveTitle')}
            </Text>
            <Text size="xs" c="dimmed">
              {t('tests.saveHelp')}
            </Text>
            <TextInput label={t('tests.name')} value={name} maxLength={200} data-autofocus onChange={(event) => setName(event.currentTarget.value)} />
            <Button type="submit" size="compact-md" disabled={name.trim() === ''}>
              {t('tests.save')}
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
