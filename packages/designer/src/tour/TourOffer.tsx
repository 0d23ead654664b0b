import { Button, Group, Text } from '@mantine/core'
import { IconRoute } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import classes from './Tour.module.css'
import { tourFlow, useTour } from './tour-store.js'

export interface TourProps {
  readonly flows: readonly { readonly flow: string; readonly live?: unknown }[]
}

function useStart(flows: TourProps['flows']): (() => void) | undefined {
  const navigate = useNavigate()
  const start = useTour((tour) => tour.start)
  const flow = tourFlow(flows)
  if (flow === undefined) return undefined
  return () => {
    start()
    void navigate(`/flows/${flow}`)
  }
}

/** Offered once, where it stands in nobody's way. */
export function TourOffer({ flows }: TourProps) {
  const { t } = useTranslation('tour')
  const seen = useTour((tour) => tour.seen)
  const end = useTour((tour) => tour.end)
  const start = useStart(flows)
  if (seen || start === undefined) return null
  return (
    <section className={classes.offer} aria-label={t('again')}>
      <Text size="sm">{t('offer')}</Text>
      <Group mt="sm" gap="xs" justify="flex-end">
        <Button size="xs" variant="default" onClick={end}>
          {t('notNow')}
        </Button>
        <Button size="xs" onClick={start}>
          {t('start')}
        </Button>
      </Group>
    </section>
  )
}

/** Begins the tour again. */
export function TourButton({ flows }: TourProps) {
  const { t } = useTranslation('tour')
  const start = useStart(flows)
  if (start === undefined) return null
  return (
    <Button variant="subtle" color="gray" leftSection={<IconRoute size={16} aria-hidden />} onClick={start}>
      {t('again')}
    </Button>
  )
}
