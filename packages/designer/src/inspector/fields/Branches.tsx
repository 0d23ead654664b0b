import { valueAt } from '../../document/node-fields.js'
import { useTranslation } from 'react-i18next'
import { IntentField } from './IntentField.js'
import { ListField } from './ListField.js'
import { TagsField } from './TagsField.js'
import { TargetField } from './TargetField.js'

export interface BranchesProps {
  readonly builtIn: 'yesAndNo' | 'all'
}

/** What the caller may say, and where each answer leads. */
export function Branches({ builtIn }: BranchesProps) {
  const { t } = useTranslation('inspector')
  return (
    <ListField at="branches" add={t('addBranch')} empty={t('noBranches')} fresh={() => ({ on: '' })} title={(item, index) => intentTitle(valueAt(item, ['on']), t('branchNumber', { number: index + 1 }))}>
      {(at) => (
        <>
          <IntentField at={`${at}.on`} builtIn={builtIn} />
          <TargetField at={`${at}.to`} />
          <TagsField at={`${at}.tags`} suggestsTags />
        </>
      )}
    </ListField>
  )
}

const intentTitle = (on: unknown, otherwise: string): string => (typeof on === 'string' && on !== '' ? on : otherwise)
