import { useTranslation } from 'react-i18next'
import { valueAt } from '../../document/node-fields.js'
import { Advanced } from '../../inspector/fields/Advanced.js'
import { AssignedValueField } from '../../inspector/fields/AssignedValueField.js'
import { LanguageField } from '../../inspector/fields/LanguageField.js'
import { ListField } from '../../inspector/fields/ListField.js'
import { NodeBasics } from '../../inspector/fields/NodeBasics.js'
import { TargetField } from '../../inspector/fields/TargetField.js'
import { VariableField } from '../../inspector/fields/VariableField.js'

export function SetForm() {
  const { t } = useTranslation('inspector')
  return (
    <>
      <ListField at="assign" add={t('addAssignment')} empty={t('noAssignments')} fresh={() => ({ variable: '', value: '' })} title={(item, index) => titleOf(valueAt(item, ['variable'])) || t('assignmentNumber', { number: index + 1 })}>
        {(at) => (
          <>
            <VariableField at={`${at}.variable`} />
            <AssignedValueField at={`${at}.value`} variableAt={`${at}.variable`} />
          </>
        )}
      </ListField>
      <LanguageField at="language" />
      <TargetField at="next" />
      <Advanced>
        <NodeBasics />
      </Advanced>
    </>
  )
}

const titleOf = (variable: unknown): string => (typeof variable === 'string' ? variable : '')
