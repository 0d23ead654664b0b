import { Button, List, Popover, Text } from '@mantine/core'
import type { LibraryEntry, ProblemView } from '@callchart/protocol'
import { IconAlertTriangle, IconCheck, IconCircleX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import classes from './LibraryPage.module.css'

const mostShown = 6

/** What is wrong with a flow, told on demand. */
export function FlowProblems({ flow, name, problems, checking }: LibraryEntry) {
  const { t } = useTranslation('library')
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const warnings = problems.length - errors
  if (checking === true) return <span className={classes.sub}>{t('problems.checking')}</span>
  if (problems.length === 0)
    return (
      <span className={classes.state}>
        <IconCheck size={16} color="var(--mantine-color-green-7)" aria-hidden />
        <span className={classes.sub}>{t('problems.none')}</span>
      </span>
    )
  return (
    <Popover width={420} position="bottom-start" shadow="md" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <Button variant="subtle" color={errors > 0 ? 'red' : 'gray'} size="compact-sm" ml={-8} mt={-3} leftSection={errors > 0 ? <IconCircleX size={16} aria-hidden /> : <IconAlertTriangle size={16} aria-hidden />}>
          {errors > 0 ? t('problems.errors', { count: errors }) : t('problems.warnings', { count: warnings })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('problems.of', { name })}>
        <ProblemList problems={problems} />
        <Button component={Link} to={`/flows/${flow}`} variant="light" size="compact-sm" mt="sm">
          {t('problems.open')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}

export function ProblemList({ problems }: { readonly problems: readonly Pick<ProblemView, 'code' | 'nodeId' | 'severity' | 'message' | 'zh'>[] }) {
  const { t, i18n } = useTranslation('library')
  const chinese = i18n.language === 'zh-CN'
  const ordered = [...problems].sort((left, right) => left.severity.localeCompare(right.severity)).slice(0, mostShown)
  return (
    <>
      <List size="sm" spacing={6} listStyleType="none" styles={{ itemWrapper: { alignItems: 'flex-start' } }}>
        {ordered.map(({ code, nodeId, severity, message, zh }, index) => (
          <List.Item key={`${code} ${nodeId ?? ''} ${index}`} icon={severity === 'error' ? <IconCircleX size={16} color="var(--mantine-color-red-7)" aria-label={t('problems.errors', { count: 1 })} /> : <IconAlertTriangle size={16} color="var(--mantine-color-yellow-7)" aria-label={t('problems.warnings', { count: 1 })} />}>
            {chinese ? zh.message : message}
          </List.Item>
        ))}
      </List>
      {problems.length > mostShown && (
        <Text size="sm" c="dimmed" mt={6}>
          {t('problems.more', { count: problems.length - mostShown })}
        </Text>
      )}
    </>
  )
}
