import { Combobox, Textarea, useCombobox } from '@mantine/core'
import { useRef, useState } from 'react'
import type { ExpressionVariables } from '@callchart/flow'
import { useTranslation } from 'react-i18next'
import { completed, completionsFor, placeAt, type Completion, type CompletionPlace } from './completion.js'
import classes from './Conditions.module.css'

export interface ExpressionInputProps {
  readonly value: string
  readonly onChange: (next: string) => void
  /** What may stand in it, with types. */
  readonly names: ExpressionVariables
  /** Text in which {{ … }} holds an expression. */
  readonly isTemplate?: boolean
  readonly placeholder?: string
  readonly error?: boolean
  readonly minRows?: number
  readonly id?: string
  readonly 'aria-label'?: string
  readonly 'aria-labelledby'?: string
  readonly 'aria-describedby'?: string
}

const mostShown = 12

/** Text of an expression, or a text with expressions in it: names and functions are offered while they are written. */
export function ExpressionInput({ value, onChange, names, isTemplate = false, placeholder, error = false, minRows = 1, ...labels }: ExpressionInputProps) {
  const { t } = useTranslation(['conditions', 'fields'])
  const combobox = useCombobox()
  const area = useRef<HTMLTextAreaElement>(null)
  const [place, setPlace] = useState<CompletionPlace>()
  const offered = place === undefined ? [] : completionsFor(place.word, names).slice(0, mostShown)

  const look = (text: string, caret: number, isAsked: boolean): void => {
    const found = placeAt(text, caret, isTemplate)
    const shows = found !== undefined && (isAsked || found.word !== '' || (isTemplate && text.slice(0, caret).trimEnd().endsWith('{{'))) && completionsFor(found.word, names).length > 0
    setPlace(shows ? found : undefined)
    if (!shows) return combobox.closeDropdown()
    combobox.openDropdown()
    combobox.resetSelectedOption()
  }
  const take = (chosen: string): void => {
    const completion = offered.find(({ text }) => text === chosen)
    const caret = area.current?.selectionStart ?? value.length
    if (completion === undefined || place === undefined) return
    const next = completed(value, caret, place, completion, isTemplate)
    onChange(next.text)
    combobox.closeDropdown()
    requestAnimationFrame(() => area.current?.setSelectionRange(next.caret, next.caret))
  }
  const detail = ({ kind, detail: of }: Completion): string => {
    if (kind === 'function') return t(`functions.${of as 'size'}`)
    return kind === 'call' ? t(`call.${of as 'ani'}`) : of === 'any' ? '' : t(`fields:flow.variables.type.options.${of as 'string'}`)
  }
  return (
    <Combobox store={combobox} onOptionSubmit={take} withinPortal keepMounted={false} position="bottom-start" shadow="md">
      <Combobox.Target>
        <Textarea
          {...labels}
          ref={area}
          autosize
          minRows={minRows}
          maxRows={10}
          error={error}
          placeholder={placeholder ?? ''}
          spellCheck={isTemplate}
          classNames={isTemplate ? {} : { input: classes.code ?? '' }}
          value={value}
          onChange={(event) => {
            onChange(event.currentTarget.value)
            look(event.currentTarget.value, event.currentTarget.selectionStart, false)
          }}
          onKeyDown={(event) => {
            if (event.ctrlKey && event.key === ' ') {
              event.preventDefault()
              look(value, event.currentTarget.selectionStart, true)
            } else if (event.key === 'Enter' && !isTemplate && !combobox.dropdownOpened) event.preventDefault()
          }}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={offered.length === 0} miw={260}>
        <Combobox.Options mah={240} style={{ overflowY: 'auto' }} aria-label={t('completions')}>
          {offered.map((completion) => (
            <Combobox.Option key={completion.text} value={completion.text}>
              <span className={classes.completion}>
                <code>{completion.kind === 'function' ? `${completion.text}(…)` : completion.text}</code>
                <span className={classes.dim}>{detail(completion)}</span>
              </span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
