import { FocusTrap } from '@mantine/core'
import { useClickOutside } from '@mantine/hooks'
import type { Icon } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import classes from './MenuPanel.module.css'

export interface MenuItem {
  readonly label: string
  readonly Icon: Icon
  readonly keys?: string
  readonly isDangerous?: boolean
  /** A line stands above it. */
  readonly begins?: boolean
  readonly onChoose: () => void
}

const step = (list: HTMLElement, by: number): void => {
  const items = [...list.querySelectorAll<HTMLElement>('[role=menuitem]')]
  const at = items.findIndex((item) => item === document.activeElement)
  items[(at + by + items.length) % items.length]?.focus()
}

/** A menu at a place of the chart. */
export function MenuPanel({ label, items, onClose }: { readonly label: string; readonly items: readonly MenuItem[]; readonly onClose: () => void }) {
  const outside = useClickOutside<HTMLDivElement>(onClose)
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    event.stopPropagation()
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') step(event.currentTarget, event.key === 'ArrowDown' ? 1 : -1)
    else if (event.key === 'Escape' || event.key === 'Tab') onClose()
    else return
    event.preventDefault()
  }
  return (
    <FocusTrap active>
      <div ref={outside} role="menu" aria-label={label} className={classes.menu} onKeyDown={onKeyDown} onContextMenu={(event) => event.preventDefault()}>
        {items.map(({ label: text, Icon: Sign, keys, isDangerous, begins, onChoose }, index) => (
          <button
            key={text}
            type="button"
            role="menuitem"
            className={classes.item}
            data-dangerous={isDangerous || undefined}
            data-begins={begins || undefined}
            {...(index === 0 && { 'data-autofocus': true })}
            onClick={() => {
              onClose()
              onChoose()
            }}
          >
            <Sign size={16} aria-hidden />
            <span className={classes.text}>{text}</span>
            {keys !== undefined && <kbd className={classes.keys}>{keys}</kbd>}
          </button>
        ))}
      </div>
    </FocusTrap>
  )
}
