import { Button, Popover, Stack, Text, TextInput } from '@mantine/core'
import { IconReplace } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { renameQueue } from '../../document/commands/flow.js'
import { useEditor } from '../../editor/EditorContext.js'
import { queuesOf } from '../known-names.js'
import classes from './Fields.module.css'
import { NamedField } from './NamedField.js'
import { useField } from './useField.js'

/** Where callers wait for humans: a queue that the flow knows, or a new one, which is renamed wherever the flow names it. */
export function QueueField({ at }: { readonly at: string }) {
  const { value } = useField(at)
  const readOnly = useEditor((state) => state.readOnly)
  const placeCount = useEditor(({ document }) => document.nodes.filter(({ queue }) => typeof queue === 'string' && queue === value).length)
  return (
    <div className={classes.withDeeds}>
      <NamedField at={at} known={queuesOf} />
      {placeCount > 1 && !readOnly && typeof value === 'string' && (
        <div className={classes.deeds}>
          <RenameEverywhere key={value} queue={value} placeCount={placeCount} />
        </div>
      )}
    </div>
  )
}

function RenameEverywhere({ queue, placeCount }: { readonly queue: string; readonly placeCount: number }) {
  const { t } = useTranslation('inspector')
  const run = useEditor((state) => state.run)
  const [isOpen, setOpen] = useState(false)
  const [wanted, setWanted] = useState(queue)
  const name = wanted.trim()
  const rename = (): void => {
    setOpen(false)
    run(renameQueue(queue, name))
  }
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" width={300} trapFocus returnFocus withinPortal shadow="md">
      <Popover.Target>
        <Button variant="subtle" size="compact-xs" leftSection={<IconReplace size={14} aria-hidden />} onClick={() => setOpen(!isOpen)}>
          {t('queue.renameIn', { count: placeCount })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (name !== '' && name !== queue) rename()
          }}
        >
          <Stack gap="xs">
            <TextInput size="sm" label={t('queue.newName')} value={wanted} maxLength={100} onChange={(event) => setWanted(event.currentTarget.value)} data-autofocus />
            <Text size="xs" c="dimmed">
              {t('queue.renameHelp', { queue })}
            </Text>
            <Button type="submit" size="xs" disabled={name === '' || name === queue}>
              {t('queue.rename')}
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
