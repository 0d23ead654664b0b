import { Alert, Group, Loader, Modal, Text } from '@mantine/core'
import type { DraftDocument } from '@callchart/flow'
import type { DraftView, VersionView } from '@callchart/protocol'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { faultText } from '../api/fault-text.js'
import { ask } from '../api/request.js'
import { draftPath } from '../library/queries.js'
import { compare } from './compare.js'
import { ComparisonView } from './ComparisonView.js'
import { inOrderOfAge, theDraft } from './list-versions.js'
import { askVersion, useVersionName } from './queries.js'

const documentOf = async (flow: string, id: string, signal: AbortSignal): Promise<DraftDocument> =>
  (id === theDraft ? (await ask<DraftView>(draftPath(flow), { signal })).document : (await askVersion(id, signal)).document) as unknown as DraftDocument

export interface BetweenProps {
  readonly flow: string
  readonly older: string
  readonly newer: string
}

/** What callers would notice between two versions, or a version and the draft. */
export function Between({ flow, older, newer }: BetweenProps) {
  const { t } = useTranslation('versions')
  const { data, error } = useQuery({
    queryKey: ['comparison', flow, older, newer],
    queryFn: async ({ signal }) => {
      const [from, to] = await Promise.all([documentOf(flow, older, signal), documentOf(flow, newer, signal)])
      return compare({ older: from, newer: to }, signal)
    },
    // Two versions never change; a draft does.
    staleTime: older === theDraft || newer === theDraft ? 0 : Infinity,
  })
  if (data !== undefined) return <ComparisonView comparison={data} />
  if (error !== null)
    return (
      <Alert color="red" title={t('comparison.failed')}>
        {faultText(error)}
      </Alert>
    )
  return (
    <Group gap="xs" role="status" mih={96}>
      <Loader size={18} />
      <Text size="sm">{t('comparison.working')}</Text>
    </Group>
  )
}

export interface CompareDialogProps {
  readonly flow: string
  readonly chosen: readonly [string, string] | undefined
  readonly versions: readonly VersionView[]
  readonly onClose: () => void
}

export function CompareDialog({ flow, chosen, versions, onClose }: CompareDialogProps) {
  const { t } = useTranslation('versions')
  const versionName = useVersionName(flow)
  const pair = chosen === undefined ? undefined : inOrderOfAge(chosen, versions)
  const nameOf = (id: string): string => (id === theDraft ? t('draft') : versionName(id))
  return (
    <Modal opened={pair !== undefined} onClose={onClose} size={720} title={pair === undefined ? '' : t('compareTitle', { older: nameOf(pair[0]), newer: nameOf(pair[1]) })}>
      {pair !== undefined && <Between flow={flow} older={pair[0]} newer={pair[1]} />}
    </Modal>
  )
}
