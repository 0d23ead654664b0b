import { Kbd, Modal } from '@mantine/core'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { shortcutGroups } from './shortcuts.js'
import classes from './ShortcutSheet.module.css'

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** Every key of the chart. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('canvas')
  const key = (name: string): string => (name === 'Ctrl' && isApple ? '⌘' : name === 'drag' || name === 'click' ? t(`shortcuts.${name}`) : name)
  return (
    <Modal opened onClose={onClose} title={t('shortcuts.title')} size="xl">
      <div className={classes.groups}>
        {shortcutGroups.map(({ title, shortcuts }) => (
          <section key={title} className={classes.group}>
            <h3 className={classes.title}>{t(`shortcuts.${title}`)}</h3>
            <dl className={classes.list}>
              {shortcuts.map(({ text, keys }) => (
                <div key={text} className={classes.row}>
                  <dt>{t(`shortcuts.${text}`)}</dt>
                  <dd>
                    {keys.map((together, index) => (
                      <Fragment key={index}>
                        {index > 0 && ' '}
                        <span className={classes.keys}>
                          {together.map((name) => (
                            <Kbd key={name} size="xs">
                              {key(name)}
                            </Kbd>
                          ))}
                        </span>
                      </Fragment>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
