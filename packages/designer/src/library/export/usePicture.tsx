import type { DraftDocument } from '@callchart/flow'
import type { DraftView } from '@callchart/protocol'
import { notifications } from '@mantine/notifications'
import { lazy, Suspense, useCallback, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '../../api/request.js'
import { draftPath } from '../queries.js'

const ChartPicture = lazy(async () => ({ default: (await import('./ChartPicture.js')).ChartPicture }))

type Wish = { readonly document: DraftDocument; readonly format: 'png' | 'svg' }

export interface Picturing {
  readonly take: (flow: string, format: Wish['format']) => void
  /** The chart while it is drawn, to be put somewhere on the page. */
  readonly drawing: ReactNode
}

/** Pictures of charts that are not open. */
export function usePicture(): Picturing {
  const { t } = useTranslation('canvas')
  const [wish, setWish] = useState<Wish>()
  const fail = useCallback(
    (error: unknown) => {
      console.error('The chart could not be drawn as a picture.', error)
      notifications.show({ color: 'red', message: t('tools.imageFailed') })
      setWish(undefined)
    },
    [t],
  )
  const save = (name: string): void => {
    notifications.show({ color: 'green', message: t('tools.imageSaved', { name }) })
    setWish(undefined)
  }
  const take = useCallback(
    (flow: string, format: Wish['format']) => {
      ask<DraftView>(draftPath(flow)).then(({ document }) => setWish({ document: document as unknown as DraftDocument, format }), fail)
    },
    [fail],
  )
  const drawing = wish !== undefined && (
    <Suspense>
      <ChartPicture {...wish} onSaved={save} onFailed={fail} />
    </Suspense>
  )
  return { take, drawing }
}
