import { Advanced } from '../../inspector/fields/Advanced.js'
import { NodeBasics } from '../../inspector/fields/NodeBasics.js'
import { TargetField } from '../../inspector/fields/TargetField.js'

export function StartForm() {
  return (
    <>
      <TargetField at="next" />
      <Advanced>
        <TargetField at="machine" />
        <NodeBasics />
      </Advanced>
    </>
  )
}
