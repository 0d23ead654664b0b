import type { Json } from '@callchart/flow'
import { valueAt } from '../../document/node-fields.js'
import { useTranslation } from 'react-i18next'
import { Compact } from './FieldFrame.js'
import { IntentField, useIntentNames } from './IntentField.js'
import { ListField } from './ListField.js'
import { TagsField } from './TagsField.js'
import { TargetField } from './TargetField.js'
import { TextField } from './TextField.js'

export interface BranchesProps {
  readonly builtIn: 'yesAndNo' | 'all'
}

/** What the caller may say, and where each answer leads. */
export function Branches({ builtIn }: BranchesProps) {
  const { t } = useTranslation('inspector')
  const nameOf = useIntentNames()
  return (
    <ListField at="branches" add={t('addBranch')} empty={t('noBranches')} fresh={() => ({ on: '' })} title={(item, index) => ownName(item) ?? intentTitle(valueAt(item, ['on']), nameOf) ?? t('branchNumber', { number: index + 1 })}>
      {(at) => (
        <Compact>
          <TextField at={`${at}.name`} placeholder={t('branchName')} />
          <IntentField at={`${at}.on`} builtIn={builtIn} />
          <TargetField at={`${at}.to`} />
          <TagsField at={`${at}.tags`} suggestsTags placeholder={t('tags')} />
        </Compact>
      )}
    </ListField>
  )
}

const ownName = (branch: Json): string | undefined => {
  const name = valueAt(branch, ['name'])
  return typeof name === 'string' && name.trim() !== '' ? name : undefined
}

const intentTitle = (on: unknown, nameOf: (intent: string) => string): string | undefined => (typeof on === 'string' && on !== '' ? nameOf(on) : undefined)
