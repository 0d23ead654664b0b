import { useEffect, useRef } from 'react'
import { useComputedColorScheme } from '@mantine/core'
import classes from './Recording.module.css'
import type { Peaks } from './peaks.js'

export interface WaveformProps {
  readonly peaks: Peaks | undefined
  /** Silence that was asked for, as parts of the whole, 0..1. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[]
}

/** The caller above the line, what they hear below it; for the eye alone. */
export function Waveform({ peaks, gaps }: WaveformProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const scheme = useComputedColorScheme()
  useEffect(() => {
    const element = canvas.current
    const brush = element?.getContext('2d')
    if (!element || !brush) return
    const colour = (name: string): string => getComputedStyle(element).getPropertyValue(name)
    const { width, height } = element
    brush.clearRect(0, 0, width, height)
    brush.fillStyle = colour('--cc-line')
    for (const { from, to } of gaps) brush.fillRect(from * width, 0, Math.max(1, (to - from) * width), height)
    brush.fillRect(0, height / 2 - 0.5, width, 1)
    const draw = (side: Float32Array | undefined, paint: string, direction: 1 | -1): void => {
      brush.fillStyle = paint
      const step = width / (side?.length ?? 1)
      side?.forEach((peak, index) => brush.fillRect(index * step, height / 2, Math.max(1, step - 1), (direction * Math.sqrt(peak) * height) / 2))
    }
    draw(peaks?.caller, colour('--mantine-primary-color-filled'), -1)
    draw(peaks?.heard, colour('--mantine-color-gray-6'), 1)
  }, [peaks, gaps, scheme])
  return <canvas ref={canvas} className={classes.wave} width={1_200} height={56} aria-hidden />
}
