import { ActionIcon, Alert, Button, Group, Loader, Menu, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDownload, IconPlayerPlay, IconWand, IconX } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useResources } from '../checking/resources.js'
import { useEditor, useEditorStore } from '../editor/EditorContext.js'
import { testsOf } from './flow-tests.js'
import { nodeInFlow, nodeName } from './names.js'
import { saveFile } from '../app/save-file.js'
import { TestRow } from './TestRow.js'
import classes from './Tests.module.css'
import { isCurrent, useTests, useTestsStore } from './tests-store.js'

const readerOf = (language: string): 'en' | 'zh' => (language === 'zh-CN' ? 'zh' : 'en')

/** Conversations that must go the same way after every change. */
export function TestsPanel() {
  const store = useTestsStore()
  const resources = useResources()
  const tests = useEditor(({ document }) => testsOf(document))
  useEffect(() => {
    if (resources !== undefined) store.getState().know(resources)
  }, [store, resources])
  return (
    <div className={classes.panel}>
      <TestsHead />
      <News />
      {tests.length === 0 ? (
        <Empty />
      ) : (
        <ul className={classes.list}>
          {tests.map((kept) => (
            <TestRow key={kept.id} kept={kept} />
          ))}
        </ul>
      )}
    </div>
  )
}

function Empty() {
  const { t } = useTranslation('simulator')
  return (
    <div className={classes.empty}>
      <Text fw={600}>{t('tests.empty')}</Text>
      <Text size="sm" c="dimmed">
        {t('tests.emptyHelp')}
      </Text>
    </div>
  )
}

function TestsHead() {
  const { t, i18n } = useTranslation('simulator')
  const store = useTestsStore()
  const tests = useEditor(({ document }) => testsOf(document))
  const work = useTests((state) => state.work)
  const { run, generate, stop } = store.getState()
  const isBusy = work !== undefined
  return (
    <div className={classes.head}>
      <Button size="compact-sm" leftSection={<IconPlayerPlay size={15} aria-hidden />} disabled={isBusy || tests.length === 0} onClick={() => void run(tests)}>
        {t('tests.run')}
      </Button>
      <Button size="compact-sm" variant="default" leftSection={<IconWand size={15} aria-hidden />} disabled={isBusy} onClick={() => void generate(readerOf(i18n.language))}>
        {t('tests.generate')}
      </Button>
      <Export isDisabled={isBusy || tests.length === 0} />
      <div role="status" style={{ minWidth: 0, flex: 1 }}>
        {work === undefined ? <Summary /> : <Working />}
      </div>
      {isBusy && (
        <Button size="compact-sm" variant="subtle" color="gray" onClick={stop}>
          {t('tests.stop')}
        </Button>
      )}
    </div>
  )
}

function Working() {
  const { t } = useTranslation('simulator')
  const work = useTests((state) => state.work)
  return (
    <Group gap={6} wrap="nowrap">
      <Loader size={14} />
      <Text size="xs">{work?.type === 'run' ? t('tests.running', { done: work.done, count: work.count }) : t('tests.generating')}</Text>
    </Group>
  )
}

const mostNamed = 5

/** How many passed, and how much of the flow they cover. */
function Summary() {
  const { t } = useTranslation('simulator')
  const document = useEditor((state) => state.document)
  const results = useTests((state) => state.results)
  const takeable = useTests((state) => state.takeable)
  const tests = testsOf(document)
  const current = tests.flatMap(({ id, test }) => {
    const ran = results[id]
    return ran !== undefined && isCurrent(ran, test, document) ? [ran] : []
  })
  if (current.length === 0) return null
  const passed = current.filter(({ result }) => result.outcome === 'passed')
  const failedCount = current.length - passed.length
  const reached = new Set(passed.flatMap(({ test: { opening, steps } }) => [opening, ...steps].flatMap(({ path }) => path.map(nodeInFlow))))
  const left = document.nodes.filter(({ id }) => !reached.has(id))
  const taken = new Set(passed.filter(({ test }) => test.start.from === undefined).flatMap((ran) => ran.taken)).size
  return (
    <Text size="xs" lineClamp={2} title={left.map(({ id }) => nodeName(document, id)).join(', ')}>
      {t('tests.passedCount', { count: passed.length })}
      {failedCount > 0 && (
        <Text span size="xs" fw={700}>
          {' · '}
          {t('tests.failedCount', { count: failedCount })}
        </Text>
      )}
      {takeable !== undefined && ` · ${t('tests.coverage', { taken: Math.min(taken, takeable), takeable, percent: Math.floor((100 * Math.min(taken, takeable)) / Math.max(1, takeable)), nodes: document.nodes.length - left.length, nodeCount: document.nodes.length })}`}
      {left.length > 0 && ` · ${t('tests.uncovered', { names: left.slice(0, mostNamed).map(({ id }) => nodeName(document, id)).join(', ') })}${left.length > mostNamed ? ` ${t('tests.more', { count: left.length - mostNamed })}` : ''}`}
    </Text>
  )
}

function Export({ isDisabled }: { readonly isDisabled: boolean }) {
  const { t, i18n } = useTranslation(['simulator', 'app'])
  const store = useTestsStore()
  const editor = useEditorStore()
  const write = async (as: 'vitest' | 'markdown'): Promise<void> => {
    const written = await store.getState().write(as, readerOf(i18n.language))
    if (written === undefined) return
    const { id } = editor.getState().document
    saveFile(as === 'vitest' ? `${id}.tests.test.ts` : `${id}.tests.md`, written.text, `${as === 'vitest' ? 'text/plain' : 'text/markdown'};charset=utf-8`)
    if (written.leftOut > 0) notifications.show({ color: 'yellow', message: t('tests.exportLeftOut', { count: written.leftOut }) })
  }
  return (
    <Menu position="top-start" withArrow>
      <Menu.Target>
        <Button size="compact-sm" variant="default" leftSection={<IconDownload size={15} aria-hidden />} disabled={isDisabled}>
          {t('tests.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(['vitest', 'markdown'] as const).map((as) => (
          <Menu.Item key={as} onClick={() => void write(as)}>
            {t(`tests.${as}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** What was found by generating, and what went wrong. */
function News() {
  const { t } = useTranslation('simulator')
  const store = useTestsStore()
  const generated = useTests((state) => state.generated)
  const fault = useTests((state) => state.fault)
  if (fault !== undefined)
    return (
      <Alert color="red" m={8} p={8}>
        {fault === 'not-playable' ? t('tests.cannotRun') : t('fault', { message: fault.message })}
      </Alert>
    )
  if (generated === undefined) return null
  const { tests, taken, takeable, leftOut } = generated
  return (
    <div className={classes.news} role="status">
      <div>
        <Text size="sm" fw={600}>
          {t('tests.generated', { count: tests.length })}
        </Text>
        <Text size="xs">
          {t('tests.generatedHelp', { taken: taken.length, takeable, percent: Math.floor((100 * taken.length) / Math.max(1, takeable)) })} {leftOut > 0 && t('tests.leftOut', { count: leftOut })}
        </Text>
      </div>
      <Button size="compact-sm" disabled={tests.length === 0} onClick={() => store.getState().keepGenerated()}>
        {t('tests.addAll', { count: tests.length })}
      </Button>
      <ActionIcon variant="subtle" color="gray" aria-label={t('tests.stop')} onClick={() => store.getState().dropGenerated()}>
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </div>
  )
}
