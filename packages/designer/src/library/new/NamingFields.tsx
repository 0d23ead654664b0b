import { TagsInput, TextInput } from '@mantine/core'
import type { LibraryEntry } from '@callchart/protocol'
import { useTranslation } from 'react-i18next'
import { idOf, takenIds, type FlowNaming, type NamingFault } from './flow-naming.js'

export interface NamingFieldsProps {
  readonly naming: FlowNaming
  readonly flows: readonly LibraryEntry[]
  /** What to complain of; empty while nobody has tried to go on. */
  readonly faults: readonly NamingFault[]
  readonly onChange: (change: Partial<FlowNaming>) => void
  readonly withNumbers?: boolean
}

/** Name, id and numbers of a flow that is to be. */
export function NamingFields({ naming, flows, faults, onChange, withNumbers = false }: NamingFieldsProps) {
  const { t } = useTranslation('library')
  const faultOf = (field: NamingFault['field']): NamingFault | undefined => faults.find((each) => each.field === field)
  const idFault = faultOf('id')
  const numberFault = faultOf('numbers')
  return (
    <>
      <TextInput
        label={t('form.name')}
        placeholder={t('form.namePlaceholder')}
        value={naming.name}
        maxLength={100}
        required
        data-autofocus
        error={faultOf('name') && t('form.nameMissing')}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <TextInput
        label={t('form.id')}
        description={t('form.idHelp')}
        value={idOf(naming, takenIds(flows))}
        maxLength={60}
        spellCheck={false}
        autoComplete="off"
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        error={idFault && t(idFault.fault === 'taken' ? 'form.idTaken' : 'form.idInvalid')}
        onChange={(event) => onChange({ ownId: event.currentTarget.value === '' ? undefined : event.currentTarget.value })}
      />
      {withNumbers && (
        <TagsInput
          label={t('form.numbers')}
          description={t('form.numbersHelp')}
          value={[...naming.dnis]}
          maxTags={100}
          acceptValueOnBlur
          splitChars={[',', '，', ';', ' ']}
          inputMode="tel"
          error={numberFault && (numberFault.fault === 'taken' ? t('form.numberTaken', { number: numberFault.number, name: numberFault.name }) : t('form.numberInvalid', { number: numberFault.number }))}
          onChange={(dnis) => onChange({ dnis: dnis.map((number) => number.replace(/[\s()-]/g, '')).filter((number) => number !== '') })}
        />
      )}
    </>
  )
}
