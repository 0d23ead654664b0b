import classes from './Waveform.module.css'

/** Loudness over time; decoration beside the figures that say the same. @param parts 0..1 */
export function Waveform({ parts }: { readonly parts: readonly number[] }) {
  const height = 40
  return (
    <svg className={classes.waveform} viewBox={`0 0 ${parts.length * 3} ${height}`} preserveAspectRatio="none" aria-hidden>
      {parts.map((part, index) => {
        const size = Math.max(1, Math.sqrt(part) * height)
        return <rect key={index} x={index * 3} y={(height - size) / 2} width={2} height={size} rx={1} className={part >= 0.998 ? classes.cut : classes.bar} />
      })}
    </svg>
  )
}
