import { readdirSync, readFileSync } from 'node:fs'
import { compileFlow } from '../../compile/compile-flow.js'
import { parseFlow } from '../../document/parse.js'
import type { FlowDocument } from '../../document/schema.js'
import { exploredFlow, type ExploredFlow } from '../../explore/explored-flow.js'
import { faqSchema } from '../../faq/schema.js'
import { readResources } from '../../library/read-resources.js'
import type { FlowResources } from '../../resources.js'
import { everyKind, everyKindResources } from '../every-kind.js'
import type { EditedFlow, ScriptedEdit } from './edit.js'
import type { Edit, Json } from './json-edit.js'

export interface EditedVersion {
  readonly document: FlowDocument
  readonly resources: FlowResources
}

const folder = new URL('../../../../../flows/', import.meta.url)
const textOf = (name: string): string => readFileSync(new URL(name, folder), 'utf8')
const files = readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => ({ name, text: textOf(name) }))
const { resources: exampleResources } = readResources(files, '2026-11-02')

const jsonOf = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json

const parsed = (json: Json): FlowDocument => {
  const read = parseFlow(json)
  if ('problems' in read) throw new Error(JSON.stringify(read.problems))
  return read.document
}

const unedited = (flow: EditedFlow): { json: Json; resources: FlowResources } =>
  flow === 'every-kind'
    ? { json: jsonOf(everyKind()), resources: everyKindResources() }
    : { json: JSON.parse(textOf(`${flow}.flow.json`)) as Json, resources: exampleResources }

const fileOf = ({ flows, faqs }: FlowResources, { type, id }: NonNullable<ScriptedEdit['within']>): Json => {
  if (type === 'faq') return jsonOf(faqs?.get(id))
  // As it stands in its file, with nothing written out that is a default.
  const file = files.find(({ name }) => name === `${id}.flow.json`)
  return file === undefined ? jsonOf(flows.get(id)) : (JSON.parse(file.text) as Json)
}

const withFile = (resources: FlowResources, { type, id }: NonNullable<ScriptedEdit['within']>, json: Json): FlowResources =>
  type === 'faq'
    ? { ...resources, faqs: new Map([...(resources.faqs ?? []), [id, faqSchema.parse(json)]]) }
    : { ...resources, flows: new Map([...resources.flows, [id, parsed(json)]]) }

const versionOf = ({ flow, within }: ScriptedEdit, edits: readonly Edit[]): EditedVersion => {
  const { json, resources } = unedited(flow)
  const edited = (part: Json): Json => edits.reduce((now, edit) => edit(now), part)
  if (within === undefined) return { document: parsed(edited(json)), resources }
  return { document: parsed(json), resources: withFile(resources, within, edited(fileOf(resources, within))) }
}

export const olderOf = (edit: ScriptedEdit): EditedVersion => versionOf(edit, edit.given === undefined ? [] : [edit.given])
export const newerOf = (edit: ScriptedEdit): EditedVersion => versionOf(edit, [...(edit.given === undefined ? [] : [edit.given]), edit.edit])

export const exploredVersion = ({ document, resources }: EditedVersion): ExploredFlow => exploredFlow(compileFlow(document, resources))
