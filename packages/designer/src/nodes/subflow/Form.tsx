import type { DraftDocument, ExpressionVariables } from '@callchart/flow'
import type { DraftView } from '@callchart/protocol'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { NodeFormProps } from '../form.js'
import { ask } from '../../api/request.js'
import { namesSeen } from '../../conditions/known-names.js'
import { useEditor } from '../../editor/EditorContext.js'
import { Advanced } from '../../inspector/fields/Advanced.js'
import { FilledVariables, Formula } from '../../inspector/fields/FilledVariables.js'
import { MapField } from '../../inspector/fields/MapField.js'
import { NameAdder } from '../../inspector/fields/NameAdder.js'
import { NodeBasics } from '../../inspector/fields/NodeBasics.js'
import { flowsSource, RemoteField } from '../../inspector/fields/RemoteField.js'
import { TargetField } from '../../inspector/fields/TargetField.js'
import { TextField } from '../../inspector/fields/TextField.js'

/** Variables of the flow that is run; none while it is not known. */
function useVariablesOf(flow: string | undefined): ExpressionVariables {
  const { data } = useQuery({
    queryKey: ['flow-variables', flow],
    queryFn: async ({ signal }) => (await ask<DraftView>(`/v1/drafts/${encodeURIComponent(flow ?? '')}`, { signal })).document as unknown as DraftDocument,
    enabled: flow !== undefined && flow !== '',
    staleTime: 30_000,
  })
  return namesSeen(data?.variables)
}

export function SubflowForm({ node }: NodeFormProps) {
  const { t } = useTranslation('inspector')
  const own = useEditor(({ document }) => document.id)
  const names = namesSeen(useEditor(({ document }) => document.variables))
  const theirs = useVariablesOf(typeof node.flow === 'string' ? node.flow : undefined)
  return (
    <>
      <RemoteField at="flow" source={flowsSource} placeholder={t('pickFlow')} except={own} />
      <MapField at="inputs" empty={t('noInputs')} adding={(put, taken) => <NameAdder label={t('addInput')} placeholder={t('theirVariable')} taken={taken} suggestions={Object.keys(theirs)} onAdd={(name) => put(name, Object.hasOwn(names, name) ? name : '""')} />}>
        {(name, value, set) => <Formula label={name} value={typeof value === 'string' ? value : ''} names={names} placeholder={t('ourValue')} onChange={set} />}
      </MapField>
      <FilledVariables at="outputs" names={theirs} placeholder={t('theirValue')} empty={t('noOutputs')} fresh={Object.keys(theirs)[0] ?? '""'} />
      <TargetField at="next" />
      <Advanced>
        <TextField at="version" isCode />
        <NodeBasics />
      </Advanced>
    </>
  )
}
