import { ActionIcon, Badge, Button, Group, Text, TextInput, Tooltip, UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleX, IconPencil, IconPlayerPlay, IconTrash } from '@tabler/icons-react'
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditor, useEditorStore } from '../editor/EditorContext.js'
import { tellInput } from './did.js'
import { keepTest, removeTest, type KeptTest } from './flow-tests.js'
import { inputsOf } from './kept-conversation.js'
import { nodeName } from './names.js'
import { useSimulatorStore } from './simulator-store.js'
import classes from './Tests.module.css'
import { isCurrent, useTests, useTestsStore, type Ran } from './tests-store.js'

const looks = { passed: { Icon: IconCircleCheck, color: 'var(--mantine-color-green-7)' }, failed: { Icon: IconCircleX, color: 'var(--mantine-color-red-7)' }, unknown: { Icon: IconCircleDashed, color: 'var(--cc-dimmed)' }, outdated: { Icon: IconCircleDashed, color: 'var(--cc-dimmed)' } } as const

/** One test: how it went, and what can be done with it. */
export const TestRow = memo(function TestRow({ kept }: { readonly kept: KeptTest }) {
  const { t } = useTranslation('simulator')
  const editor = useEditorStore()
  const simulator = useSimulatorStore()
  const store = useTestsStore()
  const { id, test } = kept
  const ran = useTests(({ results }) => results[id])
  const isNow = useEditor(({ document }) => isCurrent(ran, test, document))
  const from = useEditor(({ document }) => (test.start.from === undefined ? undefined : nodeName(document, test.start.from)))
  const [name, setName] = useState<string>()
  const outcome = ran === undefined ? 'unknown' : isNow ? ran.result.outcome : 'outdated'
  const { Icon, color } = looks[outcome]
  const open = (at?: number): void => {
    editor.getState().show({ side: 'simulator', view: 'canvas' })
    simulator.getState().play({ start: test.start, inputs: inputsOf(test) }, at)
  }
  const rename = (): void => {
    if (name !== undefined && name.trim() !== '' && name !== test.name) editor.getState().run(keepTest(id, { ...test, name: name.trim() }))
    setName(undefined)
  }
  return (
    <li className={classes.row}>
      <Group gap={8} wrap="nowrap">
        <Icon size={18} color={color} aria-label={t(`tests.${outcome}`)} />
        {name === undefined ? (
          <UnstyledButton className={classes.name} onClick={() => open()} title={t('tests.open', { name: test.name })}>
            {test.name}
          </UnstyledButton>
        ) : (
          <TextInput
            size="xs"
            flex={1}
            aria-label={t('tests.name')}
            value={name}
            maxLength={200}
            autoFocus
            onChange={(event) => setName(event.currentTarget.value)}
            onBlur={rename}
            onKeyDown={(event) => {
              if (event.key === 'Enter') rename()
              if (event.key === 'Escape') setName(undefined)
            }}
          />
        )}
        {from !== undefined && (
          <Badge tt="none" size="sm" variant="light" color="gray">
            {t('tests.from', { name: from })}
          </Badge>
        )}
        <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {t('tests.steps', { count: test.steps.length })}
        </Text>
        <Group gap={0} wrap="nowrap">
          <RowButton label={t('tests.runOne', { name: test.name })} Icon={IconPlayerPlay} onClick={() => void store.getState().run([kept])} />
          <RowButton label={t('tests.rename', { name: test.name })} Icon={IconPencil} onClick={() => setName(test.name)} />
          <RowButton label={t('tests.remove', { name: test.name })} Icon={IconTrash} onClick={() => editor.getState().run(removeTest(id))} />
        </Group>
      </Group>
      {isNow && ran?.result.outcome === 'failed' && <Failure kept={kept} ran={ran} onOpen={open} />}
    </li>
  )
})

function RowButton({ label, Icon, onClick }: { readonly label: string; readonly Icon: typeof IconTrash; readonly onClick: () => void }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size={26} aria-label={label} onClick={onClick}>
        <Icon size={15} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}

/** What was expected, beside what is heard now. */
function Failure({ kept: { id, test }, ran, onOpen }: { readonly kept: KeptTest; readonly ran: Ran; readonly onOpen: (at: number) => void }) {
  const { t } = useTranslation('simulator')
  const store = useTestsStore()
  const document = useEditor((state) => state.document)
  const { result } = ran
  if (result.outcome === 'passed') return null
  const { at, expected, found } = result
  const input = test.steps[at - 1]?.input
  const isOtherWay = found !== undefined && found.path.join() !== expected.path.join()
  const lines = (texts: readonly string[]): string => (texts.length === 0 ? t('tests.silence') : texts.join(' '))
  const way = (path: readonly string[]): string => (path.length === 0 ? '–' : path.map((node) => nodeName(document, node)).join(' → '))
  return (
    <div className={classes.failure}>
      <Group gap={6}>
        <IconAlertTriangle size={14} aria-hidden />
        <Text size="xs" fw={600}>
          {t('tests.failedAt', { at, what: input === undefined ? t('tests.opening') : tellInput(t, document, input) })}
        </Text>
      </Group>
      {found === undefined ? (
        <Text size="xs">{t('tests.cannotGoOn')}</Text>
      ) : (
        <dl className={classes.pair}>
          {(expected.hears.join() !== found.hears.join() || !isOtherWay) && (
            <>
              <dt>{t('tests.expected')}</dt>
              <dd>{lines(expected.hears)}</dd>
              <dt>{t('tests.heard')}</dt>
              <dd>{lines(found.hears)}</dd>
            </>
          )}
          {isOtherWay && (
            <>
              <dt>{t('tests.wayExpected')}</dt>
              <dd>{way(expected.path)}</dd>
              <dt>{t('tests.wayTaken')}</dt>
              <dd>{way(found.path)}</dd>
            </>
          )}
        </dl>
      )}
      <Group gap={6}>
        <Button size="compact-xs" variant="light" onClick={() => onOpen(at)}>
          {t('tests.openFailed')}
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => void store.getState().accept(id)}>
          {t('tests.accept')}
        </Button>
      </Group>
    </div>
  )
}
