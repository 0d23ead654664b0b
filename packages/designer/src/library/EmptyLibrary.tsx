import { Button, Group, Text, Title } from '@mantine/core'
import { IconPencil, IconPhone, IconPlus, IconRocket } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './LibraryPage.module.css'

const steps = [
  { Icon: IconPencil, name: 'draw', help: 'drawHelp' },
  { Icon: IconPhone, name: 'try', help: 'tryHelp' },
  { Icon: IconRocket, name: 'publish', help: 'publishHelp' },
] as const

export interface EmptyLibraryProps {
  readonly onNew: () => void
  readonly onImport: () => void
}

/** What somebody sees who has no flow yet. */
export function EmptyLibrary({ onNew, onImport }: EmptyLibraryProps) {
  const { t } = useTranslation('library')
  return (
    <div className={classes.hero}>
      <div>
        <Title order={2}>{t('empty.title')}</Title>
        <Text c="dimmed" mt={6} maw={560}>
          {t('empty.body')}
        </Text>
      </div>
      <ol className={classes.steps}>
        {steps.map(({ Icon, name, help }, index) => (
          <li key={name} className={classes.step}>
            <Group gap={8} mb={6}>
              <Icon size={20} color="var(--mantine-primary-color-filled)" aria-hidden />
              <Text fw={600}>
                {index + 1}. {t(`empty.steps.${name}`)}
              </Text>
            </Group>
            <Text size="sm" c="dimmed">
              {t(`empty.steps.${help}`)}
            </Text>
          </li>
        ))}
      </ol>
      <Group>
        <Button size="md" leftSection={<IconPlus size={18} aria-hidden />} onClick={onNew}>
          {t('new')}
        </Button>
        <Button size="md" variant="default" onClick={onImport}>
          {t('import')}
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        {t('empty.orImport')}
      </Text>
    </div>
  )
}
