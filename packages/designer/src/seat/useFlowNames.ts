import type { DraftDocument } from '@callchart/flow'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { intentName, nodeName } from '../simulator/names.js'
import { useVersion } from '../versions/queries.js'

export interface FlowNames {
  /** Absent until the names are loaded: an id tells a human nothing. */
  readonly nodeName: (id: string) => string | undefined
  readonly intentName: (id: string) => string | undefined
}

/** Names of the nodes and intents of the version that a caller is in. */
export function useFlowNames(version: string | undefined): FlowNames {
  const { t } = useTranslation('simulator')
  const { data } = useVersion(version)
  const document = data?.document as DraftDocument | undefined
  const nodeNameIn = useCallback((id: string) => (document === undefined ? undefined : nodeName(document, id)), [document])
  const intentNameIn = useCallback((id: string) => (document === undefined ? undefined : intentName(t, document, id)), [document, t])
  return useMemo(() => ({ nodeName: nodeNameIn, intentName: intentNameIn }), [nodeNameIn, intentNameIn])
}
