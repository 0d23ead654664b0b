import { Alert, Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { faultText } from '../api/fault-text.js'

export interface DialogEndProps {
  readonly change: { readonly error: Error | null; readonly isPending: boolean }
  /** On the button that does it. */
  readonly deed: string
  readonly color?: string
  readonly isReady: boolean
  readonly onClose: () => void
}

/** The end of a form about numbers: why it was not saved, and the way out or on. */
export function DialogEnd({ change, deed, color, isReady, onClose }: DialogEndProps) {
  const { t } = useTranslation('numbers')
  return (
    <>
      {change.error !== null && (
        <Alert color="red" title={t('notSaved')}>
          {faultText(change.error)}
        </Alert>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button type="submit" {...(color !== undefined && { color })} loading={change.isPending} disabled={!isReady}>
          {deed}
        </Button>
      </Group>
    </>
  )
}
