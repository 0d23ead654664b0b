import type { NodeFormProps } from '../form.js'
import { Advanced } from '../../inspector/fields/Advanced.js'
import { ChoiceField } from '../../inspector/fields/ChoiceField.js'
import { NodeBasics } from '../../inspector/fields/NodeBasics.js'
import { TargetField } from '../../inspector/fields/TargetField.js'
import { VariableField } from '../../inspector/fields/VariableField.js'

const truth = ['boolean'] as const

export function RecordForm({ node }: NodeFormProps) {
  const starts = node.action === 'start'
  return (
    <>
      <ChoiceField at="action" />
      {starts && <VariableField at="consent" types={truth} />}
      <TargetField at="next" />
      {starts && <TargetField at="noConsent" />}
      <Advanced>
        <NodeBasics />
      </Advanced>
    </>
  )
}
