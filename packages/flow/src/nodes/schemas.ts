import { z } from 'zod'
import { askSchema, askWays } from './ask/schema.js'
import { collectSchema, collectWays } from './collect/schema.js'
import { decideSchema, decideWays } from './decide/schema.js'
import { hoursSchema, hoursWays } from './hours/schema.js'
import { subflowSchema, subflowWays } from './subflow/schema.js'
import { voicemailSchema, voicemailWays } from './voicemail/schema.js'
import { recordSchema, recordWays } from './record/schema.js'
import { hangupSchema, hangupWays } from './hangup/schema.js'
import { jumpSchema, jumpWays } from './jump/schema.js'
import type { NodeKind } from './kinds.js'
import { menuSchema, menuWays } from './menu/schema.js'
import { knowledgeSchema, knowledgeWays } from './knowledge/schema.js'
import { requestSchema, requestWays } from './request/schema.js'
import { saySchema, sayWays } from './say/schema.js'
import { setSchema, setWays } from './set/schema.js'
import { startSchema, startWays } from './start/schema.js'
import { tagNodeSchema, tagWays } from './tag/schema.js'
import { transferSchema, transferWays } from './transfer/schema.js'
import type { Way } from '../document/ways.js'

/** Every node kind has its schema: a missing one is a type error. */
export const nodeSchemas = {
  start: startSchema,
  say: saySchema,
  ask: askSchema,
  menu: menuSchema,
  collect: collectSchema,
  decide: decideSchema,
  set: setSchema,
  request: requestSchema,
  knowledge: knowledgeSchema,
  transfer: transferSchema,
  hours: hoursSchema,
  subflow: subflowSchema,
  voicemail: voicemailSchema,
  record: recordSchema,
  tag: tagNodeSchema,
  jump: jumpSchema,
  hangup: hangupSchema,
} as const satisfies Record<NodeKind, z.ZodObject>

export type NodeOf<Kind extends NodeKind> = z.infer<(typeof nodeSchemas)[Kind]>
export type FlowNode = { [Kind in NodeKind]: NodeOf<Kind> }[NodeKind]

export const flowNodeSchema = z.discriminatedUnion('kind', [
  nodeSchemas.start,
  nodeSchemas.say,
  nodeSchemas.ask,
  nodeSchemas.menu,
  nodeSchemas.collect,
  nodeSchemas.decide,
  nodeSchemas.set,
  nodeSchemas.request,
  nodeSchemas.knowledge,
  nodeSchemas.transfer,
  nodeSchemas.hours,
  nodeSchemas.subflow,
  nodeSchemas.voicemail,
  nodeSchemas.record,
  nodeSchemas.tag,
  nodeSchemas.jump,
  nodeSchemas.hangup,
])

const waysByKind: { [Kind in NodeKind]: (node: NodeOf<Kind>) => Way[] } = {
  start: startWays,
  say: sayWays,
  ask: askWays,
  menu: menuWays,
  collect: collectWays,
  decide: decideWays,
  set: setWays,
  request: requestWays,
  knowledge: knowledgeWays,
  transfer: transferWays,
  hours: hoursWays,
  subflow: subflowWays,
  voicemail: voicemailWays,
  record: recordWays,
  tag: tagWays,
  jump: jumpWays,
  hangup: hangupWays,
}

/** Every way out of a node, connected or not, in the order of the document. */
export const waysOut = <Kind extends NodeKind>(node: NodeOf<Kind>): Way[] => waysByKind[node.kind as Kind](node)
