import type { NumberOverride } from '@callchart/protocol'
import { useTranslation } from 'react-i18next'

/** What an override does, in words. */
export function useOverrideText(): (override: NumberOverride) => string {
  const { t } = useTranslation('numbers')
  return (override) => {
    if (override.type === 'closed') return t(override.announcement === undefined ? 'override.rejects' : 'override.closed')
    const { target } = override
    switch (target.type) {
      case 'queue':
        return t('override.queue', { target: target.queue })
      case 'extension':
        return t('override.extension', { target: target.extension })
      case 'number':
        return t('override.number', { target: target.number })
    }
  }
}
