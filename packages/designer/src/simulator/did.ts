import type { DraftDocument } from '@callchart/flow'
import type { TFunction } from 'i18next'
import { tellTime } from './elapsed.js'
import type { Input } from './moment.js'
import { nodeName } from './names.js'

/** What was done, in words; what was said is itself. */
export function tellInput(t: TFunction<'simulator'>, document: DraftDocument, input: Input): string {
  switch (input.type) {
    case 'says':
      return input.text === '' ? t('did.noise') : input.text
    case 'presses':
      return t('did.keys', { keys: input.keys })
    case 'staysSilent':
      return t('did.silent')
    case 'leavesMessage':
      return t('did.message', { count: Math.round(input.durationMs / 1_000) })
    case 'hangsUp':
    case 'soundFails':
    case 'endsFromOutside':
    case 'machineAnswers':
      return t(`did.${input.type}`)
    case 'waits':
      return t('did.waits', { time: tellTime(t, input.ms) })
    case 'answers': {
      const name = nodeName(document, input.node)
      if ('status' in input.answer) return t('did.answers', { name, status: input.answer.status })
      return 'failure' in input.answer ? t('did.answersFailure', { name }) : t('did.answersUnknown', { name })
    }
    case 'hours':
      return t(`did.hours.${input.hours}`)
    case 'transfer':
      return t(`did.transfer.${input.outcome}`, { position: input.position ?? 1 })
  }
}
