import { ActionIcon, Menu, Text, Tooltip } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconGitBranch, IconRefresh, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useEditor } from '../editor/EditorContext.js'
import { tellInput } from './did.js'
import { tellTime } from './elapsed.js'
import { SaveTest } from './SaveTest.js'
import classes from './Simulator.module.css'
import { useSimulator, useSimulatorStore } from './simulator-store.js'

/** Back and forth in the call, its branches, and what is made of it. */
export function CallBar() {
  const { t } = useTranslation('simulator')
  const store = useSimulatorStore()
  const at = useSimulator((state) => state.at)
  const count = useSimulator(({ moments }) => moments.length - 1)
  const atMs = useSimulator(({ moments, at: place }) => moments[Math.min(place, moments.length - 1)]?.atMs ?? 0)
  const { begin, end, goTo } = store.getState()
  const place = Math.min(at, Math.max(0, count))
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('bar.label')}>
      <Tooltip label={t('bar.again')}>
        <ActionIcon variant="subtle" color="gray" aria-label={t('bar.again')} onClick={() => begin(startNode(store.getState()))}>
          <IconRefresh size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('bar.back')}>
        <ActionIcon variant="subtle" color="gray" aria-label={t('bar.back')} disabled={place === 0} onClick={() => goTo(place - 1)}>
          <IconArrowUp size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('bar.forth')}>
        <ActionIcon variant="subtle" color="gray" aria-label={t('bar.forth')} disabled={place >= count} onClick={() => goTo(place + 1)}>
          <IconArrowDown size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('bar.time', { time: tellTime(t, atMs) })}>
        <Text size="xs" c="dimmed" px={4} style={{ whiteSpace: 'nowrap' }}>
          {count > 0 && t('bar.step', { at: place, count })}
        </Text>
      </Tooltip>
      <Takes />
      <span style={{ marginLeft: 'auto' }} />
      <SaveTest />
      <Tooltip label={t('bar.end')}>
        <ActionIcon variant="subtle" color="gray" aria-label={t('bar.end')} onClick={end}>
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </div>
  )
}

const startNode = ({ takes, take = -1 }: { readonly takes: readonly { readonly start: { readonly from?: string | undefined } }[]; readonly take: number | undefined }): string | undefined => takes[take]?.start.from

/** Courses that were branched off; one alone needs no list. */
function Takes() {
  const { t } = useTranslation('simulator')
  const store = useSimulatorStore()
  const takes = useSimulator((state) => state.takes)
  const shown = useSimulator((state) => state.take)
  const document = useEditor((state) => state.document)
  if (takes.length < 2) return null
  return (
    <Menu position="bottom-start" withArrow>
      <Menu.Target>
        <Tooltip label={t('bar.takes')}>
          <ActionIcon variant="light" aria-label={t('bar.takes')}>
            <IconGitBranch size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {takes.map(({ inputs }, index) => {
          const last = inputs.at(-1)
          return (
            <Menu.Item key={index} fw={index === shown ? 700 : 400} aria-current={index === shown} onClick={() => store.getState().show(index)}>
              {t('bar.take', { number: index + 1, last: last === undefined ? t('start.begin') : tellInput(t, document, last) })}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
