import { useEffect } from 'react'
import { playRing } from '../telephone/tones.js'

const ringEveryMs = 3_000
const flashEveryMs = 1_000

/** Rings and flashes the title of the tab for as long as somebody waits. @param sound of the seat; absent: it does not ring */
export function useRinging(isRinging: boolean, sound: AudioContext | undefined, title: string): void {
  useEffect(() => {
    if (!isRinging) return
    const ring = (): void => {
      if (sound !== undefined && sound.state !== 'closed') playRing(sound)
    }
    ring()
    const timer = setInterval(ring, ringEveryMs)
    return () => clearInterval(timer)
  }, [isRinging, sound])
  useEffect(() => {
    if (!isRinging) return
    const before = document.title
    let isFlashed = false
    const flash = (): void => {
      isFlashed = !isFlashed
      document.title = isFlashed ? title : before
    }
    flash()
    const timer = setInterval(flash, flashEveryMs)
    return () => {
      clearInterval(timer)
      document.title = before
    }
  }, [isRinging, title])
}
