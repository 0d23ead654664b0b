import { ActionIcon, Badge, Button } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useAnalysis } from '../checking/analysis.js'
import { ProblemsPanel } from '../checking/ProblemsPanel.js'
import { VariablesPanel } from '../inspector/VariablesPanel.js'
import { TestsPanel } from '../simulator/TestsPanel.js'
import { useEditor } from './EditorContext.js'
import classes from './EditorWorkbench.module.css'

const panels = { problems: ProblemsPanel, tests: TestsPanel, variables: VariablesPanel } as const
const names = ['problems', 'tests', 'variables'] as const

/** The bar below, and the panel that it opens. */
export function LowerPanels() {
  const { t } = useTranslation('editor')
  const lower = useEditor((state) => state.lower)
  const show = useEditor((state) => state.show)
  const errors = useAnalysis(({ problems }) => problems.filter(({ severity }) => severity === 'error').length)
  const warnings = useAnalysis(({ problems }) => problems.filter(({ severity }) => severity === 'warning').length)
  const Panel = lower === undefined ? undefined : panels[lower]
  return (
    <>
      {Panel !== undefined && lower !== undefined && (
        <section className={classes.lower} aria-label={t(`lower.${lower}`)}>
          <Panel />
        </section>
      )}
      <div className={classes.lowerBar} role="group" aria-label={t('lower.label')}>
        {names.map((name) => (
          <Button key={name} size="compact-sm" variant={lower === name ? 'light' : 'subtle'} color="gray" aria-pressed={lower === name} onClick={() => show({ lower: lower === name ? undefined : name })}>
            {t(`lower.${name}`)}
            {name === 'problems' && errors > 0 && <Badge ml={6} size="sm" color="red.8" variant="filled">{errors}</Badge>}
            {name === 'problems' && warnings > 0 && <Badge ml={6} size="sm" color="yellow.4" c="dark.9" variant="filled">{warnings}</Badge>}
          </Button>
        ))}
        {lower !== undefined && (
          <ActionIcon ml="auto" variant="subtle" color="gray" aria-label={t('lower.close')} onClick={() => show({ lower: undefined })}>
            <IconChevronDown size={18} aria-hidden />
          </ActionIcon>
        )}
      </div>
    </>
  )
}
