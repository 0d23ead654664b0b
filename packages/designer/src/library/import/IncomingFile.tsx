import { ActionIcon, Loader, SegmentedControl, Text } from '@mantine/core'
import type { FlowProblem } from '@callchart/flow'
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useLanguageName } from '../../prompts/language-names.js'
import { ProblemList } from '../FlowProblems.js'
import { documentOf, recordingsIn, type Incoming, type Kept } from './incoming.js'
import classes from './ImportDialog.module.css'
import { isZip, mostFileBytes, mostZipBytes, type ReadFile } from './read-file.js'

export interface IncomingFileProps {
  readonly incoming: Incoming
  /** `library`: a flow of the library has the id; `file`: a file above. */
  readonly taken: 'library' | 'file' | undefined
  /** What becomes of it as things stand. */
  readonly kept: Kept | undefined
  readonly onChange: (change: Partial<Incoming>) => void
}

/** One file, and what is to become of it. Its texts are shown as texts. */
export function IncomingFile({ incoming, taken, kept, onChange }: IncomingFileProps) {
  const { t } = useTranslation('library')
  const languageName = useLanguageName()
  const { fileName, read } = incoming
  const document = documentOf(incoming)
  const refused = read !== 'reading' && 'refusal' in read
  return (
    <li className={classes.file} data-refused={refused || undefined}>
      <Sign read={read} />
      <div className={classes.body}>
        <Text fw={600}>{document === undefined ? fileName : (document.name)}</Text>
        {document !== undefined && (
          <Text size="xs" c="dimmed">
            {fileName} · {t('nodes', { count: document.nodes.length })} · {document.languages.map(languageName).join(', ')}
            {recordingsIn(incoming).size > 0 && <> · {t('importing.recordings', { count: recordingsIn(incoming).size })}</>}
          </Text>
        )}
        <Verdict read={read} most={isZip({ name: fileName }) ? mostZipBytes : mostFileBytes} />
        {document !== undefined && taken !== undefined && (
          <div className={classes.choice}>
            <Text size="sm" mb={6}>
              {t(taken === 'library' ? 'importing.taken' : 'importing.takenByFile', { id: document.id })}
            </Text>
            {taken === 'library' && (
              <SegmentedControl
                size="xs"
                aria-label={t('importing.taken', { id: document.id })}
                value={incoming.taken}
                onChange={(value) => onChange({ taken: value })}
                data={[
                  { value: 'keep-both', label: t('importing.keepBoth') },
                  { value: 'replace', label: t('importing.replace') },
                ]}
              />
            )}
            {kept !== undefined && (
              <Text size="xs" c="dimmed" mt={6}>
                {kept.replace ? t('importing.replaceHelp') : t('importing.keepBothHelp', { name: kept.document.name, id: kept.document.id })}
              </Text>
            )}
          </div>
        )}
      </div>
      <ActionIcon variant="subtle" color="gray" size={28} aria-label={t('importing.leaveOut', { file: fileName })} onClick={() => onChange({ left: true })}>
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </li>
  )
}

function Sign({ read }: { readonly read: Incoming['read'] }) {
  if (read === 'reading') return <Loader size={20} />
  if ('refusal' in read) return <IconCircleX size={20} color="var(--mantine-color-red-7)" aria-hidden />
  if (read.problems.length > 0) return <IconAlertTriangle size={20} color="var(--mantine-color-yellow-7)" aria-hidden />
  return <IconCircleCheck size={20} color="var(--mantine-color-green-7)" aria-hidden />
}

function Verdict({ read, most }: { readonly read: ReadFile | 'reading'; readonly most: number }) {
  const { t, i18n } = useTranslation('library')
  if (read === 'reading')
    return (
      <Text size="sm" c="dimmed">
        {t('importing.reading')}
      </Text>
    )
  if ('refusal' in read) {
    const { refusal } = read
    const named = 'named' in refusal ? refusal.named : ''
    const fault = refusal.reason === 'not-json' ? (i18n.language === 'zh-CN' ? refusal.fault.zh : refusal.fault.en) : ''
    return (
      <Text size="sm" role="alert">
        {t('importing.refused')}: {t(`importing.refusal.${refusal.reason}`, { named, fault, size: most / 1_000_000 })}
      </Text>
    )
  }
  return <Findings problems={read.problems} />
}

function Findings({ problems }: { readonly problems: readonly FlowProblem[] }) {
  const { t } = useTranslation('library')
  if (problems.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('importing.good')}
      </Text>
    )
  return (
    <details className={classes.details}>
      <summary>{t('importing.faulty', { count: problems.length })}</summary>
      <ProblemList problems={problems} />
    </details>
  )
}
