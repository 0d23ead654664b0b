import { Button, Text } from '@mantine/core'
import type { ProblemView } from '@callchart/protocol'
import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './PublishDialog.module.css'

const mostShown = 6

type Shown = Pick<ProblemView, 'code' | 'severity' | 'nodeId' | 'message' | 'wayOut' | 'zh'>

export interface ProblemLinesProps {
  readonly problems: readonly Shown[]
  /** Leads to where it is mended. */
  readonly onJump: (nodeId: string | undefined) => void
}

/** Problems with a way to where each is mended. */
export function ProblemLines({ problems, onJump }: ProblemLinesProps) {
  const { t, i18n } = useTranslation('versions')
  const chinese = i18n.language === 'zh-CN'
  return (
    <>
      <ul className={classes.problems}>
        {problems.slice(0, mostShown).map(({ code, nodeId, severity, message, wayOut, zh }, index) => (
          <li key={`${code} ${nodeId ?? ''} ${index}`} className={classes.problem}>
            {severity === 'error' ? <IconCircleX size={18} color="var(--mantine-color-red-7)" aria-hidden /> : <IconAlertTriangle size={18} color="var(--mantine-color-yellow-7)" aria-hidden />}
            <span>
              {chinese ? zh.message : message}{' '}
              <Text component="span" size="sm" c="dimmed">
                {chinese ? zh.wayOut : wayOut}
              </Text>
            </span>
            <Button variant="light" size="compact-xs" onClick={() => onJump(nodeId)}>
              {t('publish.check.show')}
            </Button>
          </li>
        ))}
      </ul>
      {problems.length > mostShown && (
        <Text size="sm" c="dimmed">
          {t('publish.check.more', { count: problems.length - mostShown })}
        </Text>
      )}
    </>
  )
}
