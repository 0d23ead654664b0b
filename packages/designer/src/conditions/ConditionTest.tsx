import { ActionIcon, NumberInput, Select, TagsInput, TextInput, Tooltip } from '@mantine/core'
import type { ExpressionType, ExpressionVariables } from '@callchart/flow'
import { IconAbc, IconVariable } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { subjectWords } from './condition-words.js'
import { comparisonsFor, freshOperand, needsOperand, type Comparison, type Operand, type Test } from './condition.js'
import classes from './Conditions.module.css'
import { lazyList } from '../inspector/fields/lazy-list.js'

export interface ConditionTestProps {
  readonly test: Test
  readonly names: ExpressionVariables
  readonly onChange: (next: Test) => void
}

const comparisonText = (t: TFunction<'conditions'>, is: Comparison, type: ExpressionType): string =>
  type === 'date' && (is === 'less' || is === 'atMost' || is === 'more' || is === 'atLeast') ? t(`onDates.${is}`) : t(`comparisons.${is}`)

/** The same comparison with another one in its place: what it is compared with stays where it still fits. */
function compared(test: Test, type: ExpressionType, is: Comparison): Test {
  const { subject, than } = test
  if (!needsOperand(is)) return { subject, is }
  const isList = is === 'oneOf'
  const keeps = than !== undefined && 'literals' in than === isList && (!('literal' in than) || typeof than.literal === (type === 'number' ? 'number' : 'string'))
  const next = keeps ? than : freshOperand(type, is)
  return { subject, is, ...(next !== undefined && { than: next }) }
}

/** One line: what, how, and with what it is compared. */
export const ConditionTest = memo(function ConditionTest({ test, names, onChange }: ConditionTestProps) {
  const { t } = useTranslation('conditions')
  const type = names[test.subject] ?? 'string'
  const subjects = Object.keys(names)
  const ofCall = subjects.filter((name) => name.startsWith('call.'))
  const pickSubject = (subject: string): void => {
    const next = names[subject] ?? 'string'
    const options = comparisonsFor(next)
    const is = options.includes(test.is) ? test.is : (options[0] ?? 'equals')
    onChange(compared({ ...test, subject }, next, is))
  }
  return (
    <div className={classes.test}>
      <div>
      <Select comboboxProps={lazyList}
        aria-label={t('subject')}
        placeholder={t('pickSubject')}
        searchable
        allowDeselect={false}
        nothingFoundMessage={t('noVariable')}
        value={test.subject === '' ? null : test.subject}
        data={[
          { group: t('variables'), items: subjects.filter((name) => !name.startsWith('call.')).map((name) => ({ value: name, label: name })) },
          { group: t('ofCall'), items: ofCall.map((name) => ({ value: name, label: subjectWords(t, name) })) },
        ]}
        onChange={(subject) => subject !== null && pickSubject(subject)}
      />
      </div>
      <div>
      <Select comboboxProps={lazyList}
        aria-label={t('comparison')}
        allowDeselect={false}
        value={test.is}
        data={comparisonsFor(type).map((is) => ({ value: is, label: comparisonText(t, is, type) }))}
        onChange={(is) => is !== null && onChange(compared(test, type, is))}
      />
      </div>
      {needsOperand(test.is) && (
        <div className={classes.operand}>
          <OperandInput test={test} type={type} names={names} onChange={(than) => onChange({ ...test, than })} />
        </div>
      )}
    </div>
  )
})

interface OperandInputProps {
  readonly test: Test
  readonly type: ExpressionType
  readonly names: ExpressionVariables
  readonly onChange: (next: Operand) => void
}

function OperandInput({ test: { is, than, subject }, type, names, onChange }: OperandInputProps) {
  const { t } = useTranslation('conditions')
  const valueType = is === 'has' ? 'string' : type
  if (is === 'oneOf') {
    const literals = than !== undefined && 'literals' in than ? than.literals : []
    const typed = (text: string): string | number => (type === 'number' && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text)
    return <TagsInput comboboxProps={lazyList} aria-label={t('values')} placeholder={literals.length === 0 ? t('typeValues') : ''} value={literals.map(String)} acceptValueOnBlur onChange={(next) => onChange({ literals: next.map(typed).filter((each) => type !== 'number' || typeof each === 'number') })} />
  }
  const others = Object.keys(names).filter((name) => name !== subject && names[name] === valueType)
  const isVariable = than !== undefined && 'variable' in than
  const [first] = others
  return (
    <div className={classes.value}>
      <div>{isVariable ? (
        <Select comboboxProps={lazyList} aria-label={t('otherVariable')} searchable allowDeselect={false} value={than.variable} data={others.map((name) => ({ value: name, label: subjectWords(t, name) }))} onChange={(variable) => variable !== null && onChange({ variable })} />
      ) : (
        <LiteralInput type={valueType} value={than !== undefined && 'literal' in than ? than.literal : ''} onChange={(literal) => onChange({ literal })} />
      )}</div>
      <Tooltip label={isVariable ? t('useValue') : t('useVariable')}>
        <ActionIcon variant="default" size={34} disabled={!isVariable && first === undefined} aria-label={isVariable ? t('useValue') : t('useVariable')} onClick={() => onChange(isVariable ? (freshOperand(valueType, is) ?? { literal: '' }) : { variable: first ?? '' })}>
          {isVariable ? <IconAbc size={17} aria-hidden /> : <IconVariable size={17} aria-hidden />}
        </ActionIcon>
      </Tooltip>
    </div>
  )
}

interface LiteralInputProps {
  readonly type: ExpressionType
  readonly value: string | number | boolean
  readonly onChange: (next: string | number) => void
}

function LiteralInput({ type, value, onChange }: LiteralInputProps) {
  const { t } = useTranslation('conditions')
  if (type === 'number') return <NumberInput aria-label={t('value')} value={typeof value === 'number' ? value : ''} onChange={(next) => onChange(typeof next === 'number' ? next : 0)} />
  return <TextInput aria-label={t('value')} type={type === 'date' ? 'date' : 'text'} placeholder={type === 'date' ? '' : t('value')} value={String(value)} onChange={(event) => onChange(event.currentTarget.value)} />
}
