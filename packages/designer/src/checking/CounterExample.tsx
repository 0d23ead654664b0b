import { ActionIcon, Button, Group, Text } from '@mantine/core'
import type { FlowProblem } from '@callchart/flow'
import { IconPlayerPlay, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useEditorStore } from '../editor/EditorContext.js'
import { simulatorOf } from '../simulator/simulator-store.js'
import classes from './Problems.module.css'

interface CounterExampleProps {
  readonly example: NonNullable<FlowProblem['counterExample']>
  readonly onClose: () => void
}

/** The shortest call that shows a problem, step by step. */
export function CounterExample({ example, onClose }: CounterExampleProps) {
  const { t, i18n } = useTranslation('checking')
  const editor = useEditorStore()
  const steps = i18n.language === 'zh-CN' ? example.text.zh : example.text.en
  const play = (): void => {
    onClose()
    editor.getState().show({ side: 'simulator', view: 'canvas' })
    simulatorOf(editor).getState().playEvents(example.steps)
  }
  return (
    <>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" fw={600}>
          {t('example')}
        </Text>
        <ActionIcon variant="subtle" color="gray" size={24} aria-label={t('close')} onClick={onClose}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </Group>
      <Text size="xs" c="dimmed">
        {t('exampleHelp')}
      </Text>
      <ol className={classes.steps}>
        {steps.map((step, index) => (
          <li key={index}>{step}</li>
        ))}
      </ol>
      {example.steps.length > 0 && (
        <Button size="compact-sm" leftSection={<IconPlayerPlay size={15} aria-hidden />} onClick={play}>
          {t('play')}
        </Button>
      )}
    </>
  )
}
