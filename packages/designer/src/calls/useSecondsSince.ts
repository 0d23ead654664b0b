import { useEffect, useState } from 'react'

/** Whole seconds since a moment, counted on. @param since ISO 8601 */
export function useSecondsSince(since: string): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(ticking)
  }, [])
  return Math.max(0, Math.floor((now - Date.parse(since)) / 1_000))
}
