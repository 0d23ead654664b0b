import { useLayoutEffect, useState } from 'react'
import type { TourPlace } from './tour-steps.js'

export interface Rect {
  readonly top: number
  readonly left: number
  readonly width: number
  readonly height: number
}

const isSame = (one: Rect | undefined, other: Rect | undefined): boolean => one?.top === other?.top && one?.left === other?.left && one?.width === other?.width && one?.height === other?.height

/** Where the part of the page is that has this name, as long as it is there. */
export function useRect(place: TourPlace): Rect | undefined {
  const [rect, setRect] = useState<Rect>()
  useLayoutEffect(() => {
    const measure = (): void => {
      const found = document.querySelector(`[data-tour="${place}"]`)?.getBoundingClientRect()
      const next = found === undefined ? undefined : { top: found.top, left: found.left, width: found.width, height: found.height }
      setRect((before) => (isSame(before, next) ? before : next))
    }
    measure()
    // Panels come and go with what is shown.
    const observer = new ResizeObserver(measure)
    observer.observe(document.body)
    for (const part of document.querySelectorAll('[data-tour]')) observer.observe(part)
    window.addEventListener('resize', measure)
    return () => {
      observer.disconnect()
      window.removeEventListener('resize', measure)
    }
  }, [place])
  return rect
}
