import { Button, Text } from '@mantine/core'
import { IconEqual, IconEyeOff, IconInfoCircle, IconSparkles, type Icon } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemList } from '../library/FlowProblems.js'
import type { Comparison, ToldChange } from './compare-documents.js'
import classes from './Comparison.module.css'
import { groupChanges } from './group-changes.js'

export interface ComparisonViewProps {
  readonly comparison: Comparison
  /** Absent where there is nothing to jump to. */
  readonly onNode?: (nodeId: string) => void
}

/** What callers would notice, in the words of the interface's language. */
export function ComparisonView({ comparison, onNode }: ComparisonViewProps) {
  const { t } = useTranslation('versions')
  switch (comparison.result) {
    case 'first':
      return <Plain Icon={IconSparkles} text={t('comparison.first')} />
    case 'same':
      return <Plain Icon={IconEqual} text={t('comparison.same')} />
    case 'looks-only':
      return <Plain Icon={IconEyeOff} text={t('comparison.looksOnly')} />
    case 'incomplete':
      return (
        <>
          <Plain Icon={IconInfoCircle} text={t('comparison.incomplete')} />
          <ProblemList problems={comparison.problems} />
        </>
      )
    case 'differs':
      return <Differences changes={comparison.changes} names={comparison.names} {...(onNode !== undefined && { onNode })} />
  }
}

const Plain = ({ Icon, text }: { readonly Icon: Icon; readonly text: string }) => (
  <div className={classes.plain}>
    <Icon size={18} aria-hidden style={{ flex: 'none' }} />
    <span>{text}</span>
  </div>
)

const mostShown = 8

interface DifferencesProps extends Pick<ComparisonViewProps, 'onNode'> {
  readonly changes: readonly ToldChange[]
  readonly names: Readonly<Record<string, string>>
}

function Differences({ changes, names, onNode }: DifferencesProps) {
  const { t, i18n } = useTranslation('versions')
  const [isOpen, setOpen] = useState(false)
  const shown = isOpen ? changes : changes.slice(0, mostShown)
  const chinese = i18n.language === 'zh-CN'
  return (
    <>
      <Text size="sm" mb="xs">
        {t('comparison.differs', { count: changes.length })}
      </Text>
      <ul className={classes.list}>
        {groupChanges(shown).map(({ nodeId, changes: group }) => (
          <li key={nodeId ?? ''} className={classes.group}>
            {nodeId === undefined ? <span className={classes.title}>{t('comparison.flow')}</span> : <NodeTitle name={names[nodeId] ?? nodeId} {...(onNode !== undefined && { onShow: () => onNode(nodeId) })} />}
            <ul>
              {group.map(({ sentence }, index) => (
                <li key={index}>{chinese ? sentence.zh : sentence.en}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {changes.length > mostShown && (
        <Button variant="subtle" size="compact-sm" mt="xs" onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
          {isOpen ? t('comparison.showLess') : t('comparison.showAll', { count: changes.length })}
        </Button>
      )}
    </>
  )
}

function NodeTitle({ name, onShow }: { readonly name: string; readonly onShow?: () => void }) {
  const { t } = useTranslation('versions')
  if (onShow === undefined) return <span className={classes.title}>{name}</span>
  return (
    <Button variant="subtle" size="compact-sm" ml={-8} onClick={onShow} title={t('comparison.goTo', { node: name })}>
      {name}
    </Button>
  )
}
