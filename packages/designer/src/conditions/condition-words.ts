import type { TFunction } from 'i18next'
import { isGroup, type Group, type Operand, type Test } from './condition.js'
import { callFields, type CallField } from './known-names.js'

type Words = TFunction<'conditions'>

export const subjectWords = (t: Words, subject: string): string => {
  const field = callFields.find((each) => subject === `call.${each}`)
  return field === undefined ? subject : t(`call.${field satisfies CallField}`)
}

function operandWords(t: Words, than: Operand | undefined): string {
  if (than === undefined) return ''
  if ('variable' in than) return subjectWords(t, than.variable)
  if ('literals' in than) return than.literals.map(String).join(t('comma'))
  return typeof than.literal === 'string' ? t('quoted', { text: than.literal }) : String(than.literal)
}

const testWords = (t: Words, { subject, is, than }: Test): string => t(`told.${is}`, { subject: subjectWords(t, subject), than: operandWords(t, than) })

/** A condition as people would say it; a line that is not finished says nothing. */
export function conditionWords(t: Words, { join, items }: Group): string {
  const parts = items.flatMap((item) => {
    if (!isGroup(item)) return item.subject === '' ? [] : [testWords(t, item)]
    const inner = conditionWords(t, item)
    if (inner === '') return []
    return [item.items.length > 1 ? t('bracketed', { text: inner }) : inner]
  })
  return parts.join(t(join === 'all' ? 'and' : 'or'))
}
