import { useCallback, useState } from 'react'

const atOnce = 60

export interface More<Item> {
  readonly shown: readonly Item[]
  readonly hasMore: boolean
  readonly showMore: () => void
  /** Put it on what stands behind the last item: coming into view it brings more. */
  readonly sentinel: (element: HTMLElement | null) => (() => void) | undefined
}

/** A long list a piece at a time: the first is there at once, the next when somebody comes to its end. */
export function useMore<Item>(items: readonly Item[]): More<Item> {
  const [count, setCount] = useState(atOnce)
  const showMore = useCallback(() => setCount((before) => before + atOnce), [])
  const sentinel = useCallback(
    (element: HTMLElement | null) => {
      if (element === null) return undefined
      const observer = new IntersectionObserver((entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) showMore()
      }, { rootMargin: '400px' })
      observer.observe(element)
      return () => observer.disconnect()
    },
    // A new one for each piece: an end that stays in view brings the next piece too.
    [showMore, count],
  )
  return { shown: items.slice(0, count), hasMore: items.length > count, showMore, sentinel }
}
