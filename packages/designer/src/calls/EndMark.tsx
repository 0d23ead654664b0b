import { useTranslation } from 'react-i18next'
import { dispositionColor, tellDisposition } from './call-words.js'
import classes from './Call.module.css'

/** How a call ended. */
export function EndMark({ disposition }: { readonly disposition: string }) {
  const { t } = useTranslation('calls')
  return (
    <span className={classes.end}>
      <i data-color={dispositionColor(disposition)} aria-hidden />
      {tellDisposition(t, disposition)}
    </span>
  )
}
