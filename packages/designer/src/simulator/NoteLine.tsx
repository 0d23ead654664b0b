import { IconAlertTriangle, IconArrowRight, IconBook2, IconClockHour4, IconHeadset, IconPhoneOff, IconPlayerRecord, IconRecordMail, IconRotate2, IconTag, IconWebhook, type Icon } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useEditor } from '../editor/EditorContext.js'
import type { Note } from './moment.js'
import { nodeName } from './names.js'
import classes from './Simulator.module.css'

const icons: Readonly<Record<Note['about'], Icon>> = {
  request: IconWebhook,
  answer: IconWebhook,
  tag: IconTag,
  transfer: IconHeadset,
  calls: IconHeadset,
  hours: IconClockHour4,
  knowledge: IconBook2,
  recording: IconPlayerRecord,
  message: IconRecordMail,
  'call-back': IconHeadset,
  'do-not-call': IconPhoneOff,
  'other-flow': IconArrowRight,
  failure: IconAlertTriangle,
  circle: IconRotate2,
  gap: IconAlertTriangle,
}

function tell(t: TFunction<'simulator'>, note: Note, nameOf: (id: string) => string): string {
  switch (note.about) {
    case 'request':
      return t('note.request', { method: note.method, url: note.url })
    case 'answer':
      return note.outcome === 'failed' && note.status !== undefined ? t('note.answer.failedStatus', { status: note.status }) : t(`note.answer.${note.outcome}`, { status: note.status ?? '' })
    case 'tag':
      return t('note.tag', { tag: note.tag })
    case 'transfer':
      return t('note.transfer', { queue: note.queue })
    case 'calls':
      return t('note.calls', { target: note.target })
    case 'hours':
      return t(`note.hours.${note.outcome}`)
    case 'knowledge':
      return t(`note.knowledge.${note.outcome}`)
    case 'recording':
      return t(`note.recording.${note.action}`)
    case 'message':
      return t('note.message', { seconds: note.seconds, mailbox: note.mailbox })
    case 'call-back':
      return t('note.callBack', { queue: note.queue })
    case 'do-not-call':
      return t('note.doNotCall')
    case 'other-flow':
      return t('note.otherFlow', { flow: note.flow })
    case 'failure':
      return t('note.failure', { message: note.message })
    case 'circle':
      return t('note.circle')
    case 'gap':
      return note.gap === 'unconnected' ? t('note.unconnected') : t('note.unfinished', { name: nameOf(note.node) })
  }
}

/** What happens beside what is said. */
export function NoteLine({ note }: { readonly note: Note }) {
  const { t } = useTranslation('simulator')
  const document = useEditor((state) => state.document)
  const Icon = icons[note.about]
  const isBad = note.about === 'failure' || note.about === 'circle' || note.about === 'gap'
  return (
    <div className={classes.note} data-tone={isBad ? 'bad' : 'plain'}>
      <Icon size={14} aria-hidden />
      <span>{tell(t, note, (id) => nodeName(document, id))}</span>
    </div>
  )
}
