import { Badge, Button, Checkbox, Group, Modal, Select, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditor } from '../editor/EditorContext.js'
import { sharingOf, takeIntents, type OtherFlow, type Sharing } from './shared-intents.js'

export interface CopyIntentsProps {
  readonly opened: boolean
  readonly onClose: () => void
  readonly others: readonly OtherFlow[]
}

const colors: Readonly<Record<Sharing, string>> = { new: 'green', same: 'gray', differs: 'yellow' }

/** Intents of another flow, to be taken over into this one. */
export function CopyIntents({ opened, onClose, others }: CopyIntentsProps) {
  const { t } = useTranslation('intents')
  const document = useEditor((state) => state.document)
  const run = useEditor((state) => state.run)
  const [flow, setFlow] = useState<string | null>(null)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const other = others.find((each) => each.flow === flow)
  const choose = (next: string | null): void => {
    const found = others.find((each) => each.flow === next)
    setFlow(next)
    setChosen(found === undefined ? [] : Object.entries(found.intents).flatMap(([id, intent]) => (sharingOf(document, id, intent) === 'new' ? [id] : [])))
  }
  const take = (): void => {
    if (other !== undefined) run(takeIntents(other, chosen))
    choose(null)
    onClose()
  }
  return (
    <Modal opened={opened} onClose={onClose} title={t('shared.title')} size="lg" closeButtonProps={{ 'aria-label': t('shared.cancel') }}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('shared.help')}
        </Text>
        {others.length === 0 ? (
          <Text size="sm">{t('shared.none')}</Text>
        ) : (
          <Select label={t('shared.flow')} placeholder={t('shared.choose')} searchable data={others.map((each) => ({ value: each.flow, label: each.name }))} value={flow} onChange={choose} data-autofocus />
        )}
        {other !== undefined && (
          <Checkbox.Group value={[...chosen]} onChange={setChosen} label={t('shared.intents')}>
            <Stack gap={6} mt={6} mah="40vh" style={{ overflow: 'auto' }}>
              {Object.entries(other.intents).map(([id, intent]) => {
                const sharing = sharingOf(document, id, intent)
                return (
                  <Group key={id} gap="xs" wrap="nowrap">
                    <Checkbox value={id} disabled={sharing === 'same'} label={typeof intent.name === 'string' ? intent.name : id} />
                    <Badge size="sm" variant="light" color={colors[sharing]} tt="none">
                      {t(`shared.states.${sharing}`)}
                    </Badge>
                  </Group>
                )
              })}
            </Stack>
          </Checkbox.Group>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('shared.cancel')}
          </Button>
          <Button disabled={chosen.length === 0} onClick={take}>
            {t('shared.apply', { count: chosen.length })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
