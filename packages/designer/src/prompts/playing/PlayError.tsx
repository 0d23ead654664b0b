import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ApiError } from '../../api/request.js'

const known = ['MEDIA_SYNTHESIS_FAILED', 'MEDIA_PREVIEW_LIMITED', 'MEDIA_ORIGIN_REFUSED', 'MEDIA_PREVIEW_INVALID', 'RUNTIME_AUDIO_UNKNOWN', 'UNREACHABLE', 'NO_VOICE', 'UNPLAYABLE', 'TEMPLATE'] as const
type Known = (typeof known)[number]
const isKnown = (code: string): code is Known => (known as readonly string[]).includes(code)

/** Why nothing is heard, and what to do about it. */
export function PlayError({ error }: { readonly error: ApiError | undefined }) {
  const { t } = useTranslation('prompts')
  if (error === undefined) return null
  const text = isKnown(error.code) ? t(`play.errors.${error.code}`, { detail: error.message }) : t('play.errors.other', { detail: error.message, code: error.code })
  return (
    <Text size="xs" c="red" role="alert">
      {text}
    </Text>
  )
}
