import { useEffect, useRef } from 'react'
import { shownLevel, type LevelStore } from './levels.js'
import type { Levels } from './line-sound.js'
import classes from './LevelMeter.module.css'

export interface LevelMeterProps {
  readonly levels: LevelStore
  readonly side: keyof Levels
  readonly label: string
  /** Nothing of it gets through. */
  readonly isOff?: boolean
}

/** How loud one side is. It moves without React: fifteen times a second nothing else is drawn anew. */
export function LevelMeter({ levels, side, label, isOff = false }: LevelMeterProps) {
  const bar = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const draw = (now: Levels): void => {
      if (bar.current !== null) bar.current.style.transform = `scaleX(${shownLevel(now[side])})`
    }
    draw(levels.getState())
    return levels.subscribe(draw)
  }, [levels, side])
  return (
    <div className={classes.meter} data-off={isOff || undefined}>
      <span className={classes.label}>{label}</span>
      <div className={classes.track} aria-hidden>
        <div ref={bar} className={classes.bar} />
      </div>
    </div>
  )
}
