import type { NodeKind } from '@callchart/flow'
import type { ComponentType } from 'react'
import type { CardProps } from '../canvas/CardParts.js'
import { AskCard } from './ask/Card.js'
import { CollectCard } from './collect/Card.js'
import { DecideCard } from './decide/Card.js'
import { HangupCard } from './hangup/Card.js'
import { HoursCard } from './hours/Card.js'
import { JumpCard } from './jump/Card.js'
import { KnowledgeCard } from './knowledge/Card.js'
import { MenuCard } from './menu/Card.js'
import { RecordCard } from './record/Card.js'
import { RequestCard } from './request/Card.js'
import { SayCard } from './say/Card.js'
import { SetCard } from './set/Card.js'
import { StartCard } from './start/Card.js'
import { SubflowCard } from './subflow/Card.js'
import { TagCard } from './tag/Card.js'
import { TransferCard } from './transfer/Card.js'
import { VoicemailCard } from './voicemail/Card.js'

/** What the card of each kind shows below its name. */
export const cards: Readonly<Record<NodeKind, ComponentType<CardProps>>> = {
  start: StartCard,
  say: SayCard,
  ask: AskCard,
  menu: MenuCard,
  collect: CollectCard,
  decide: DecideCard,
  set: SetCard,
  request: RequestCard,
  knowledge: KnowledgeCard,
  transfer: TransferCard,
  hours: HoursCard,
  subflow: SubflowCard,
  voicemail: VoicemailCard,
  record: RecordCard,
  tag: TagCard,
  jump: JumpCard,
  hangup: HangupCard,
}
