import type { NodeKind } from '@callchart/flow'
import {
  IconArrowForwardUp,
  IconBook2,
  IconClockHour4,
  IconDialpad,
  IconForms,
  IconHeadset,
  IconMessageQuestion,
  IconPhoneIncoming,
  IconPhoneOff,
  IconPlayerRecord,
  IconRecordMail,
  IconSitemap,
  IconSpeakerphone,
  IconTag,
  IconVariable,
  IconWebhook,
  IconGitBranch,
  type Icon,
} from '@tabler/icons-react'

/** Kinds that belong together stand together in the palette. */
export type KindGroup = 'talk' | 'decide' | 'connect' | 'end'

export interface KindLook {
  readonly Icon: Icon
  /** A colour of the theme. */
  readonly color: string
  readonly group: KindGroup
}

export const kindLooks: Readonly<Record<NodeKind, KindLook>> = {
  start: { Icon: IconPhoneIncoming, color: 'teal', group: 'end' },
  say: { Icon: IconSpeakerphone, color: 'blue', group: 'talk' },
  ask: { Icon: IconMessageQuestion, color: 'violet', group: 'talk' },
  menu: { Icon: IconDialpad, color: 'indigo', group: 'talk' },
  collect: { Icon: IconForms, color: 'grape', group: 'talk' },
  decide: { Icon: IconGitBranch, color: 'yellow', group: 'decide' },
  hours: { Icon: IconClockHour4, color: 'yellow', group: 'decide' },
  set: { Icon: IconVariable, color: 'gray', group: 'decide' },
  request: { Icon: IconWebhook, color: 'orange', group: 'connect' },
  knowledge: { Icon: IconBook2, color: 'cyan', group: 'talk' },
  transfer: { Icon: IconHeadset, color: 'green', group: 'connect' },
  subflow: { Icon: IconSitemap, color: 'pink', group: 'connect' },
  voicemail: { Icon: IconRecordMail, color: 'lime', group: 'talk' },
  record: { Icon: IconPlayerRecord, color: 'red', group: 'connect' },
  tag: { Icon: IconTag, color: 'gray', group: 'decide' },
  jump: { Icon: IconArrowForwardUp, color: 'gray', group: 'end' },
  hangup: { Icon: IconPhoneOff, color: 'red', group: 'end' },
}
