import { useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './EditorWorkbench.module.css'
import { allowedWidth, leastWidth, mostWidth, usePanelWidth, usualWidth } from './panel-width.js'

const step = 16
const largeStep = 64

/** Makes the panel behind it wider or narrower, by mouse and by keyboard; Enter or a double click makes it as wide as usual. */
export function PanelSeparator({ panelId }: { readonly panelId: string }) {
  const { t } = useTranslation('editor')
  const width = usePanelWidth((state) => state.width)
  const widen = usePanelWidth((state) => state.widen)
  const grip = useRef<{ readonly x: number; readonly width: number }>(undefined)
  const take = (wished: number, bar: HTMLElement): void => widen(allowedWidth(wished, (bar.parentElement?.clientWidth ?? Infinity) - (bar.parentElement?.firstElementChild?.clientWidth ?? 0)))
  const shown = (bar: HTMLElement): number => bar.nextElementSibling?.clientWidth ?? width
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const by = event.shiftKey ? largeStep : step
    const bar = event.currentTarget
    const wished: Readonly<Record<string, number>> = { ArrowLeft: shown(bar) + by, ArrowRight: shown(bar) - by, Home: mostWidth, End: leastWidth, Enter: usualWidth }
    const next = wished[event.key]
    if (next === undefined || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    take(next, bar)
  }
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    grip.current = { x: event.clientX, width: shown(event.currentTarget) }
  }
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (grip.current !== undefined) take(grip.current.width + grip.current.x - event.clientX, event.currentTarget)
  }
  const letGo = (): void => {
    grip.current = undefined
  }
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t('side.width')}
      aria-controls={panelId}
      aria-valuenow={width}
      aria-valuemin={leastWidth}
      aria-valuemax={mostWidth}
      tabIndex={0}
      title={t('side.widthHelp')}
      className={classes.separator}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={letGo}
      onLostPointerCapture={letGo}
      onDoubleClick={() => widen(usualWidth)}
    />
  )
}
