import { Popover, Text, Textarea } from '@mantine/core'
import { useId, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { fittingChoices, openExpression, withExpression, type Edited, type VariableChoice } from './variable-choices.js'
import classes from './TemplateInput.module.css'

export interface TemplateInputProps {
  readonly value: string
  readonly onChange: (text: string) => void
  readonly label: string
  /** Shown above; else the label is only read out. */
  readonly isLabelShown?: boolean
  readonly language: string
  readonly choices: readonly VariableChoice[]
  readonly readOnly?: boolean
  readonly placeholder?: string
  readonly isMarkup?: boolean
  /** Without a frame of its own: in a table. */
  readonly isPlain?: boolean
  readonly invalid?: boolean
  readonly describedBy?: string
  readonly inputRef?: RefObject<HTMLTextAreaElement | null>
}

/** Text in which {{ opens the list of what can stand there. */
export function TemplateInput({ value, onChange, label, isLabelShown = false, language, choices, readOnly = false, placeholder, isMarkup = false, isPlain = false, invalid = false, describedBy, inputRef }: TemplateInputProps) {
  const ownRef = useRef<HTMLTextAreaElement>(null)
  const ref = inputRef ?? ownRef
  const [cursor, setCursor] = useState<number>()
  const [active, setActive] = useState(0)
  const wanted = useRef<number>(undefined)
  const listId = useId()
  const open = cursor === undefined || readOnly ? undefined : openExpression(value, cursor)
  const found = useMemo(() => (open === undefined ? [] : fittingChoices(choices, open.typed, language)), [choices, open?.typed, language, open === undefined])
  const isOpen = open !== undefined && found.length > 0
  const chosen = Math.min(active, found.length - 1)

  useLayoutEffect(() => {
    if (wanted.current === undefined) return
    ref.current?.setSelectionRange(wanted.current, wanted.current)
    wanted.current = undefined
  })

  const take = (edited: Edited): void => {
    wanted.current = edited.cursor
    setCursor(edited.cursor)
    setActive(0)
    onChange(edited.text)
  }
  const choose = (choice: VariableChoice): void => {
    if (open !== undefined && cursor !== undefined) take(withExpression(value, cursor, open, choice.expression))
    ref.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isOpen) return
    const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }
    const by = moves[event.key]
    const choice = found[chosen]
    if (by !== undefined) setActive((chosen + by + found.length) % found.length)
    else if ((event.key === 'Enter' || event.key === 'Tab') && choice !== undefined && !event.nativeEvent.isComposing) choose(choice)
    else if (event.key === 'Escape') {
      setCursor(undefined)
      event.stopPropagation()
    } else return
    event.preventDefault()
  }

  return (
    <Popover opened={isOpen} position="bottom-start" width={320} trapFocus={false} returnFocus={false} withRoles={false} shadow="md" withinPortal>
      <Popover.Target>
        <Textarea
          ref={ref}
          {...(isLabelShown ? { label } : { 'aria-label': label })}
          value={value}
          readOnly={readOnly}
          placeholder={placeholder}
          autosize
          minRows={isMarkup ? 3 : isPlain ? 1 : 2}
          maxRows={12}
          size="sm"
          variant={isPlain ? 'unstyled' : 'default'}
          lang={isMarkup ? undefined : language}
          error={invalid}
          spellCheck={!isMarkup}
          classNames={{ input: [classes.text, isMarkup ? classes.markup : isPlain ? classes.plain : ''].join(' ') }}
          aria-autocomplete="list"
          aria-controls={isOpen ? listId : undefined}
          aria-activedescendant={isOpen ? `${listId}-${chosen}` : undefined}
          aria-describedby={describedBy}
          aria-invalid={invalid}
          onChange={(event) => {
            setCursor(event.currentTarget.selectionStart)
            setActive(0)
            onChange(event.currentTarget.value)
          }}
          onKeyDown={onKeyDown}
          onBlur={() => setCursor(undefined)}
        />
      </Popover.Target>
      <Popover.Dropdown p={4}>
        <ChoiceList id={listId} found={found} chosen={chosen} onChoose={choose} />
      </Popover.Dropdown>
    </Popover>
  )
}

interface ChoiceListProps {
  readonly id: string
  readonly found: readonly VariableChoice[]
  readonly chosen: number
  readonly onChoose: (choice: VariableChoice) => void
}

function ChoiceList({ id, found, chosen, onChoose }: ChoiceListProps) {
  const { t } = useTranslation('prompts')
  const activeRef = useRef<HTMLLIElement>(null)
  useLayoutEffect(() => {
    activeRef.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <>
      <ul id={id} role="listbox" aria-label={t('variables.list')} className={classes.list}>
        {found.map((choice, index) => (
          // The text keeps the focus: keys choose as well.
          <li
            key={choice.expression}
            id={`${id}-${index}`}
            ref={index === chosen ? activeRef : undefined}
            role="option"
            aria-selected={index === chosen}
            className={classes.option}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(choice)}
          >
            <span className={classes.expression}>{choice.expression}</span>
            <span className={classes.type}>{t(choice.from === 'saidAs' ? `variables.saidAs.${functionOf(choice.expression)}` : `variables.types.${choice.type}`)}</span>
            <span className={classes.detail}>{detailOf(choice, t)}</span>
          </li>
        ))}
      </ul>
      <Text size="xs" c="dimmed" px={8} py={4}>
        {t('variables.hint')}
      </Text>
    </>
  )
}

const functions = ['money', 'number', 'digits', 'ordinal', 'date', 'phone', 'spell', 'time'] as const
const functionOf = (expression: string): (typeof functions)[number] => functions.find((name) => expression.startsWith(`${name}(`)) ?? 'number'

function detailOf({ expression, description, last, from }: VariableChoice, t: ReturnType<typeof useTranslation<'prompts'>>['t']): string {
  const says = from === 'place' || from === 'call' ? t(`variables.known.${knownName(expression)}`) : (description ?? '')
  const seen = last === undefined ? '' : t('variables.last', { value: last })
  return [says, seen].filter((part) => part !== '').join(' · ')
}

const knownNames = { value: 'value', first: 'first', second: 'second', 'queue.position': 'position', 'queue.waitMinutes': 'waitMinutes', 'call.ani': 'ani', 'call.dnis': 'dnis' } as const
const knownName = (expression: string): (typeof knownNames)[keyof typeof knownNames] => knownNames[expression as keyof typeof knownNames] ?? 'value'
