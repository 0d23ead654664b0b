import { Anchor } from '@mantine/core'
import { IconInfoCircle, IconPhoneIncoming } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { numbersOf } from '../document/numbers.js'
import { useEditor } from '../editor/EditorContext.js'
import classes from './PublishDialog.module.css'

/** How callers will reach what goes live; said before, since a flow without a number goes live and stays silent. */
export function NumbersSection({ onNumbers }: { readonly onNumbers: () => void }) {
  const { t } = useTranslation('versions')
  const numbers = numbersOf(useEditor(({ document }) => document))
  return (
    <section className={classes.section}>
      <h3 className={classes.heading}>{t('publish.numbers.title')}</h3>
      <div className={classes.line}>
        {numbers.length > 0 ? (
          <>
            <IconPhoneIncoming size={18} aria-hidden />
            {t('publish.live.numbers', { numbers: numbers.join(', ') })}
          </>
        ) : (
          <>
            <IconInfoCircle size={18} color="var(--mantine-color-yellow-7)" style={{ flex: 'none' }} aria-hidden />
            <span>
              {t('publish.numbers.none')}{' '}
              <Anchor component="button" type="button" size="sm" underline="always" onClick={onNumbers}>
                {t('publish.live.toNumbers')}
              </Anchor>
            </span>
          </>
        )}
      </div>
    </section>
  )
}
