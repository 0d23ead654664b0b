import { Alert, Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { faultText } from '../api/fault-text.js'
import { PageHead } from '../app/PageHead.js'
import classes from './Numbers.module.css'
import { NumberTable } from './NumberTable.js'
import { RouteTable } from './RouteTable.js'
import { TryNumber } from './TryNumber.js'
import { useNumbers } from './queries.js'

/** Who answers which number, and what a number does in an emergency. */
export function NumbersPage() {
  const { t } = useTranslation('numbers')
  const { data: list, error } = useNumbers()
  return (
    <div className={classes.page}>
      <PageHead title={t('title')} subtitle={t('subtitle')} />
      {list === undefined ? (
        error === null ? (
          <Skeleton height={320} aria-busy />
        ) : (
          <Alert color="red" title={t('failed')}>
            {faultText(error)}
          </Alert>
        )
      ) : (
        <>
          <TryNumber />
          <NumberTable list={list} />
          <RouteTable list={list} />
        </>
      )}
    </div>
  )
}
