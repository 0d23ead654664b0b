import { useCallback, useEffect, useRef, useState } from 'react'

export interface RecordingPlayer {
  /** Of the `audio` element that plays. */
  readonly refer: (element: HTMLAudioElement | null) => void
  /** As far as the element knows; 0 before. */
  readonly lengthSeconds: number
  readonly isPlaying: boolean
  /** Into the file. */
  readonly seconds: number
  readonly rate: number
  toggle(): void
  seek(seconds: number): void
  setRate(rate: number): void
}

/** Plays through one `audio` element, whoever renders it. @param onHeard told where it is while it plays */
export function useRecordingPlayer(onHeard: (seconds: number) => void): RecordingPlayer {
  const [element, refer] = useState<HTMLAudioElement | null>(null)
  const [lengthSeconds, setLength] = useState(0)
  const [isPlaying, setPlaying] = useState(false)
  const [seconds, setSeconds] = useState(0)
  const [rate, setRateState] = useState(1)
  const heard = useRef(onHeard)
  useEffect(() => {
    heard.current = onHeard
  }, [onHeard])
  useEffect(() => {
    if (element === null) return
    const ended = new AbortController()
    const on = (name: string, told: () => void): void => element.addEventListener(name, told, { signal: ended.signal })
    on('play', () => setPlaying(true))
    for (const name of ['pause', 'ended', 'error']) on(name, () => setPlaying(false))
    on('durationchange', () => setLength(Number.isFinite(element.duration) ? element.duration : 0))
    on('timeupdate', () => {
      setSeconds(element.currentTime)
      if (!element.paused) heard.current(element.currentTime)
    })
    return () => ended.abort()
  }, [element])
  const toggle = useCallback(() => {
    // What a browser refuses to play is told by its `error`.
    if (element?.paused === true) void element.play().catch(() => undefined)
    else element?.pause()
  }, [element])
  const seek = useCallback((to: number) => {
    if (element !== null) element.currentTime = to
    setSeconds(to)
  }, [element])
  const setRate = useCallback((next: number) => {
    if (element !== null) element.playbackRate = next
    setRateState(next)
  }, [element])
  return { refer, lengthSeconds, isPlaying, seconds, rate, toggle, seek, setRate }
}
