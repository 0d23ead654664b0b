import type { NodeBuild } from '../compile/build.js'
import type { StateConfig } from '../compile/chart.js'
import { compileAsk } from './ask/compile.js'
import { compileCollect } from './collect/compile.js'
import { compileDecide } from './decide/compile.js'
import { compileHours } from './hours/compile.js'
import { compileSubflow } from './subflow/compile.js'
import { compileVoicemail } from './voicemail/compile.js'
import { compileRecord } from './record/compile.js'
import { compileHangup } from './hangup/compile.js'
import { compileJump } from './jump/compile.js'
import type { NodeKind } from './kinds.js'
import { compileMenu } from './menu/compile.js'
import { compileKnowledge } from './knowledge/compile.js'
import { compileRequest } from './request/compile.js'
import { compileSay } from './say/compile.js'
import type { NodeOf } from './schemas.js'
import { compileSet } from './set/compile.js'
import { compileStart } from './start/compile.js'
import { compileTag } from './tag/compile.js'
import { compileTransfer } from './transfer/compile.js'

/** Every node kind has its compiler: a missing one is a type error. */
const compilers: { [Kind in NodeKind]: (node: NodeOf<Kind>, build: NodeBuild) => StateConfig } = {
  start: compileStart,
  say: compileSay,
  ask: compileAsk,
  menu: compileMenu,
  collect: compileCollect,
  decide: compileDecide,
  set: compileSet,
  request: compileRequest,
  knowledge: compileKnowledge,
  transfer: compileTransfer,
  hours: compileHours,
  subflow: compileSubflow,
  voicemail: compileVoicemail,
  record: compileRecord,
  tag: compileTag,
  jump: compileJump,
  hangup: compileHangup,
}

export const compileNode = <Kind extends NodeKind>(node: NodeOf<Kind>, build: NodeBuild): StateConfig =>
  compilers[node.kind as Kind](node, build)
