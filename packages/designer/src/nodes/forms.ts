import type { NodeKind } from '@callchart/flow'
import type { ComponentType } from 'react'
import { AskForm } from './ask/Form.js'
import { CollectForm } from './collect/Form.js'
import { DecideForm } from './decide/Form.js'
import type { NodeFormProps } from './form.js'
import { HangupForm } from './hangup/Form.js'
import { HoursForm } from './hours/Form.js'
import { JumpForm } from './jump/Form.js'
import { KnowledgeForm } from './knowledge/Form.js'
import { MenuForm } from './menu/Form.js'
import { RecordForm } from './record/Form.js'
import { RequestForm } from './request/Form.js'
import { SayForm } from './say/Form.js'
import { SetForm } from './set/Form.js'
import { StartForm } from './start/Form.js'
import { SubflowForm } from './subflow/Form.js'
import { TagForm } from './tag/Form.js'
import { TransferForm } from './transfer/Form.js'
import { VoicemailForm } from './voicemail/Form.js'

/** Every kind has its form: a missing one is a type error. */
export const nodeForms: Readonly<Record<NodeKind, ComponentType<NodeFormProps>>> = {
  start: StartForm,
  say: SayForm,
  ask: AskForm,
  menu: MenuForm,
  collect: CollectForm,
  decide: DecideForm,
  set: SetForm,
  request: RequestForm,
  knowledge: KnowledgeForm,
  transfer: TransferForm,
  hours: HoursForm,
  subflow: SubflowForm,
  voicemail: VoicemailForm,
  record: RecordForm,
  tag: TagForm,
  jump: JumpForm,
  hangup: HangupForm,
}
