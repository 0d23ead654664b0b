import { askParts } from '../nodes/ask/check.js'
import { collectParts } from '../nodes/collect/check.js'
import { decideParts } from '../nodes/decide/check.js'
import { hoursParts } from '../nodes/hours/check.js'
import { subflowParts } from '../nodes/subflow/check.js'
import { voicemailParts } from '../nodes/voicemail/check.js'
import { recordParts } from '../nodes/record/check.js'
import { hangupParts } from '../nodes/hangup/check.js'
import { jumpParts } from '../nodes/jump/check.js'
import type { NodeKind } from '../nodes/kinds.js'
import { menuParts } from '../nodes/menu/check.js'
import { knowledgeParts } from '../nodes/knowledge/check.js'
import { requestParts } from '../nodes/request/check.js'
import { sayParts } from '../nodes/say/check.js'
import type { NodeOf } from '../nodes/schemas.js'
import { setParts } from '../nodes/set/check.js'
import { startParts } from '../nodes/start/check.js'
import { tagParts } from '../nodes/tag/check.js'
import { transferParts } from '../nodes/transfer/check.js'
import type { NodeParts } from './parts.js'

const partsByKind: { [Kind in NodeKind]: (node: NodeOf<Kind>) => NodeParts } = {
  start: startParts,
  say: sayParts,
  ask: askParts,
  menu: menuParts,
  collect: collectParts,
  decide: decideParts,
  set: setParts,
  request: requestParts,
  knowledge: knowledgeParts,
  transfer: transferParts,
  hours: hoursParts,
  subflow: subflowParts,
  voicemail: voicemailParts,
  record: recordParts,
  tag: tagParts,
  jump: jumpParts,
  hangup: hangupParts,
}

/** What the checks need to know of a node. */
export const partsOf = <Kind extends NodeKind>(node: NodeOf<Kind>): NodeParts => partsByKind[node.kind as Kind](node)
