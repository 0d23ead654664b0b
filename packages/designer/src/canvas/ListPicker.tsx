import { FocusTrap, TextInput } from '@mantine/core'
import { useClickOutside } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useId, useState, type ReactNode } from 'react'
import classes from './ListPicker.module.css'

export interface Choice {
  readonly id: string
  readonly label: string
  /** What it is also found by. */
  readonly help?: string
  readonly group?: string
  readonly icon?: ReactNode
}

export interface ListPickerProps {
  readonly title: string
  readonly placeholder: string
  readonly none: string
  readonly keys?: string
  readonly choices: readonly Choice[]
  readonly onChoose: (id: string) => void
  readonly onClose: () => void
}

const fits = ({ label, help = '', id }: Choice, wish: string): boolean => [label, help, id].some((text) => text.toLowerCase().includes(wish))

/** First what begins with the wish, then what only holds it. */
export function choicesFor(choices: readonly Choice[], wish: string): readonly Choice[] {
  const text = wish.trim().toLowerCase()
  if (text === '') return choices
  const found = choices.filter((choice) => fits(choice, text))
  const begins = found.filter(({ label }) => label.toLowerCase().startsWith(text))
  return [...begins, ...found.filter((choice) => !begins.includes(choice))]
}

/** One of many, found by typing and taken by Enter. */
export function ListPicker({ title, placeholder, none, keys, choices, onChoose, onClose }: ListPickerProps) {
  const [wish, setWish] = useState('')
  const [at, setAt] = useState(0)
  const id = useId()
  const outside = useClickOutside<HTMLDivElement>(onClose)
  const found = choicesFor(choices, wish)
  const active = found[Math.min(at, found.length - 1)]
  const moveTo = (next: number): void => {
    const index = (next + found.length) % Math.max(found.length, 1)
    setAt(index)
    document.getElementById(`${id}-${found[index]?.id}`)?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <FocusTrap active>
      <div ref={outside} className={classes.picker} role="dialog" aria-label={title}>
        <div className={classes.title}>{title}</div>
        <TextInput
          data-autofocus
          size="xs"
          mx={8}
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={active === undefined ? undefined : `${id}-${active.id}`}
          aria-label={placeholder}
          placeholder={placeholder}
          leftSection={<IconSearch size={14} aria-hidden />}
          value={wish}
          onChange={(event) => {
            setWish(event.currentTarget.value)
            setAt(0)
          }}
          onKeyDown={(event) => {
            event.stopPropagation()
            if (event.nativeEvent.isComposing) return
            if (event.key === 'ArrowDown' || event.key === 'ArrowUp') moveTo(Math.min(at, found.length - 1) + (event.key === 'ArrowDown' ? 1 : -1))
            else if (event.key === 'Enter') {
              if (active !== undefined) onChoose(active.id)
            } else if (event.key === 'Escape') onClose()
            else return
            event.preventDefault()
          }}
        />
        <div id={`${id}-list`} role="listbox" aria-label={title} className={classes.list}>
          {found.length === 0 && <div className={classes.none}>{none}</div>}
          {found.map((choice, index) => (
            <div key={choice.id}>
              {choice.group !== undefined && choice.group !== found[index - 1]?.group && wish.trim() === '' && <div className={classes.group}>{choice.group}</div>}
              <div
                id={`${id}-${choice.id}`}
                role="option"
                aria-selected={choice === active}
                className={classes.choice}
                onPointerMove={() => setAt(index)}
                onClick={() => onChoose(choice.id)}
              >
                {choice.icon}
                <span className={classes.texts}>
                  <span className={classes.label}>{choice.label}</span>
                  {choice.help !== undefined && <span className={classes.help}>{choice.help}</span>}
                </span>
              </div>
            </div>
          ))}
        </div>
        {keys !== undefined && <div className={classes.keys}>{keys}</div>}
      </div>
    </FocusTrap>
  )
}
