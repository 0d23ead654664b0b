import { ActionIcon, Combobox, InputBase, ScrollArea, Tooltip, useCombobox } from '@mantine/core'
import { IconX, type Icon } from '@tabler/icons-react'
import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FramedInput } from './FieldFrame.js'
import classes from './Fields.module.css'

export interface PickerOption {
  readonly value: string
  readonly text: string
  readonly hint?: string
  readonly Icon?: Icon
  readonly color?: string
  /** Shown whatever is searched for. */
  readonly isOffer?: boolean
  /** Only says something. */
  readonly disabled?: boolean
}

export interface PickerGroup {
  readonly label?: string
  readonly options: readonly PickerOption[]
}

export interface PickerProps {
  readonly input: FramedInput
  /** What stands in the closed field; undefined where nothing is picked. */
  readonly shown: ReactNode
  readonly placeholder: string
  /** Asked when the list opens and at every letter, not before. */
  readonly groups: (search: string) => readonly PickerGroup[]
  readonly onPick: (value: string) => void
  /** Absent: it cannot be emptied. */
  readonly onClear?: (() => void) | undefined
  readonly aside?: ReactNode
}

const mostShown = 80

const fitting = (groups: readonly PickerGroup[], search: string): readonly PickerGroup[] => {
  const wanted = search.trim().toLowerCase()
  return groups
    .map(({ label, options }) => ({
      ...(label !== undefined && { label }),
      options: options.filter(({ isOffer, text, hint = '', value }) => isOffer === true || `${text} ${hint} ${value}`.toLowerCase().includes(wanted)).slice(0, mostShown),
    }))
    .filter(({ options }) => options.length > 0)
}

/** Its name is its label and what is picked; where it has no label, what it asks for. */
const nameOf = ({ id, 'aria-labelledby': label, 'aria-describedby': described }: FramedInput, placeholder: string): Readonly<Record<string, string>> =>
  label === '' ? { id, 'aria-label': placeholder } : { id, 'aria-labelledby': `${label} ${id}-picked`, ...(described !== '' && { 'aria-describedby': described }) }

/** A searchable list behind a field: what is in it is asked for when it opens. */
export function Picker({ input, shown, placeholder, groups, onPick, onClear, aside }: PickerProps) {
  const { t } = useTranslation('inspector')
  const { error } = input
  const [search, setSearch] = useState('')
  const combobox = useCombobox({
    onDropdownClose: (cause) => {
      combobox.resetSelectedOption()
      // The search field goes with the list: the keyboard comes back to the field. Who clicks elsewhere is left there.
      if (cause === 'keyboard') combobox.focusTarget()
      setSearch('')
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  })
  const opened = combobox.dropdownOpened
  const found = useMemo(() => (opened ? fitting(groups(search), search) : []), [opened, groups, search])
  const { selectFirstOption } = combobox
  useEffect(() => {
    // Enter takes what was looked for; the list is drawn by now.
    if (search.trim() !== '') selectFirstOption()
  }, [search, selectFirstOption])
  return (
    <div className={classes.picked}>
      <Combobox
        store={combobox}
        withinPortal
        keepMounted={false}
        shadow="md"
        position="bottom-start"
        width="target"
        onOptionSubmit={(value) => {
          combobox.closeDropdown('keyboard')
          onPick(value)
        }}
      >
        <Combobox.Target targetType="button">
          <InputBase {...nameOf(input, placeholder)} className={classes.pickedButton ?? ''} component="button" type="button" pointer error={error} rightSection={<Combobox.Chevron />} rightSectionPointerEvents="none" onClick={() => combobox.toggleDropdown()}>
            <span id={`${input.id}-picked`} className={classes.pickedText} style={shown === undefined ? { color: 'var(--mantine-color-placeholder)' } : {}}>
              {shown ?? placeholder}
            </span>
          </InputBase>
        </Combobox.Target>
        <Combobox.Dropdown miw={260}>
          <Combobox.Search value={search} placeholder={t('search')} aria-label={t('search')} onChange={(event) => setSearch(event.currentTarget.value)} onFocus={() => combobox.updateSelectedOptionIndex()} />
          <Combobox.Options>
            <ScrollArea.Autosize mah={260} type="auto">
              {found.map(({ label, options }, index) =>
                label === undefined ? (
                  <Options key={index} options={options} />
                ) : (
                  <Combobox.Group key={index} label={label}>
                    <Options options={options} />
                  </Combobox.Group>
                ),
              )}
              {found.length === 0 && <Combobox.Empty>{t('nothingFound')}</Combobox.Empty>}
            </ScrollArea.Autosize>
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      {shown !== undefined && onClear !== undefined && (
        <Tooltip label={t('clear')}>
          <ActionIcon variant="subtle" color="gray" size={28} aria-label={t('clear')} {...(input['aria-labelledby'] !== '' && { 'aria-describedby': input['aria-labelledby'] })} onClick={onClear}>
            <IconX size={15} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
      {aside}
    </div>
  )
}

function Options({ options }: { readonly options: readonly PickerOption[] }) {
  return options.map(({ value, text, hint, Icon, color, disabled = false }) => (
    <Combobox.Option key={value} value={value} disabled={disabled}>
      <span className={classes.option}>
        {Icon !== undefined && <Icon size={16} aria-hidden color={color === undefined ? 'currentColor' : `var(--mantine-color-${color}-6)`} style={{ flex: 'none' }} />}
        <span className={classes.optionText}>{text}</span>
        {hint !== undefined && hint !== '' && <span className={classes.optionHint}>{hint}</span>}
      </span>
    </Combobox.Option>
  ))
}
