import { Advanced } from '../../inspector/fields/Advanced.js'
import { NodeBasics } from '../../inspector/fields/NodeBasics.js'
import { NamedField } from '../../inspector/fields/NamedField.js'
import { TargetField } from '../../inspector/fields/TargetField.js'
import { tagsOf } from '../../inspector/known-names.js'

export function TagForm() {
  return (
    <>
      <NamedField at="tag" known={tagsOf} />
      <TargetField at="next" />
      <Advanced>
        <NodeBasics />
      </Advanced>
    </>
  )
}
