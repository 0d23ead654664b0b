import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Callee } from '../editor/editor-store.js'
import { useEditor } from '../editor/EditorContext.js'
import { useVersionName } from '../versions/queries.js'

/** What a call goes to. */
export interface Called {
  readonly callee: Callee
  /** Its id; absent until the call is taken. */
  readonly version: string | undefined
}

/** Says what a call goes to, while it goes on and when it is over. */
export function CalledVersion({ callee, version }: Called) {
  const { t } = useTranslation('softphone')
  const nameOf = useVersionName(useEditor(({ document }) => document.id))
  return (
    <Text size="xs" c="dimmed" title={version}>
      {callee === 'draft' ? t('called.draft') : version === undefined ? t('called.live') : t('called.liveVersion', { version: nameOf(version) })}
    </Text>
  )
}
