import { calendarsAskedBy, faqsOf, recordingsOf, sitesOf, type Calendar, type Faq, type FlowDocument, type FlowResources } from '@callchart/flow'
import { createHash } from 'node:crypto'
import type { AudioStore } from '../audio/audio-store.js'
import type { LiveCalendar } from './calendar-files.js'
import type { ParsedFile } from './flow-files.js'
import type { RulesFile } from './rules-file.js'
import type { LiveFlow } from './live-flow.js'
import type { VersionStore } from './version-store.js'

/** A document that others may run, and a text that changes with it. */
interface Present {
  readonly document: FlowDocument
  readonly token: string
}

/** What the flows of a folder may name beside themselves. */
export interface Neighbours {
  readonly resources: FlowResources & { readonly versions: ReadonlyMap<string, FlowDocument> }
  readonly flows: ReadonlyMap<string, Present>
  readonly calendars: ReadonlyMap<string, Calendar>
  readonly rules: RulesFile
}

export interface NeighbourParts {
  readonly parsed: readonly ParsedFile[]
  readonly live: ReadonlyMap<string, LiveFlow>
  readonly calendars: ReadonlyMap<string, LiveCalendar>
  readonly faqs: ReadonlyMap<string, Faq>
  readonly rules: RulesFile
  readonly versions: Pick<VersionStore, 'findDocument'>
  readonly audio: Pick<AudioStore, 'known'>
  /** Documents of stored versions that were looked up before; added to. */
  readonly stored: Map<string, FlowDocument>
  /** `YYYY-MM-DD` */
  readonly today: string
}

export async function documentOf(version: string, { versions, stored }: Pick<NeighbourParts, 'versions' | 'stored'>): Promise<FlowDocument | undefined> {
  const known = stored.get(version) ?? (await versions.findDocument(version))
  if (known !== undefined) stored.set(version, known)
  return known
}

/** The files as they stand; in the place of one that is bad, the live version. */
async function presentFlows(parts: NeighbourParts, bad: ReadonlySet<string>): Promise<Map<string, Present>> {
  const present = new Map<string, Present>()
  for (const { flow, document, digest } of parts.parsed) {
    const live = document === undefined || bad.has(flow) ? parts.live.get(flow) : undefined
    const published = live === undefined ? undefined : await documentOf(live.version, parts)
    if (live !== undefined && published !== undefined) present.set(flow, { document: published, token: `live:${live.version}` })
    else if (document !== undefined) present.set(flow, { document, token: digest })
  }
  return present
}

/** Versions that sub-flow nodes are pinned to, and those that these are pinned to. */
async function pinnedVersions(parts: NeighbourParts, documents: readonly FlowDocument[]): Promise<Map<string, FlowDocument>> {
  const found = new Map<string, FlowDocument>()
  const waiting = [...documents]
  for (let document = waiting.pop(); document !== undefined; document = waiting.pop()) {
    for (const { version } of sitesOf(document)) {
      if (version === undefined || found.has(version)) continue
      const pinned = await documentOf(version, parts)
      if (pinned === undefined) continue
      found.set(version, pinned)
      waiting.push(pinned)
    }
  }
  return found
}

/** @param bad flows whose files have errors, though they are documents @throws RUNTIME_STORE_UNAVAILABLE */
export async function findNeighbours(parts: NeighbourParts, bad: ReadonlySet<string>): Promise<Neighbours> {
  const flows = await presentFlows(parts, bad)
  const documents = new Map([...flows].map(([flow, { document }]) => [flow, document]))
  const own = parts.parsed.flatMap(({ document }) => (document === undefined ? [] : [document]))
  const versions = await pinnedVersions(parts, [...documents.values(), ...own])
  const calendars = new Map([...parts.calendars].map(([id, { calendar }]) => [id, calendar]))
  const recordings = await parts.audio.known([...new Set([...documents.values(), ...own, ...versions.values()].flatMap(recordingsOf))])
  const { faqs, today, rules } = parts
  const ruled = rules.rules === undefined ? {} : { rules: rules.rules }
  return { resources: { flows: documents, versions, calendars, faqs, recordings, today, ...ruled }, flows, calendars, rules }
}

/** Changes with whatever the check or the compilation of a document looks at: its sub-flows and their calendars, the rules, and whether others run it. */
export function digestWith(document: FlowDocument, { resources, flows, calendars, rules }: Neighbours): string {
  const seen = new Set<string>()
  const isRun = [...flows.values()].some((other) => sitesOf(other.document).some((site) => site.flow === document.id))
  const tokens: string[] = [resources.today ?? '', `run ${isRun}`, `rules ${rules.digest}`]
  const look = (at: FlowDocument): void => {
    for (const id of at.nodes.flatMap(calendarsAskedBy)) tokens.push(`calendar ${id} ${JSON.stringify(calendars.get(id) ?? null)}`)
    for (const id of at.nodes.flatMap(faqsOf)) tokens.push(`faq ${id} ${JSON.stringify(resources.faqs?.get(id) ?? null)}`)
    for (const audio of recordingsOf(at)) tokens.push(`recording ${audio} ${resources.recordings?.has(audio) ?? ''}`)
    for (const { flow, version } of sitesOf(at)) {
      const name = `${flow} ${version ?? ''}`
      if (seen.has(name)) continue
      seen.add(name)
      const present = flows.get(flow)
      const pinned = version === undefined ? undefined : resources.versions.get(version)
      tokens.push(`flow ${name} ${present?.token ?? ''} ${pinned === undefined ? '' : 'stored'}`)
      for (const each of [present?.document, pinned]) if (each !== undefined) look(each)
    }
  }
  look(document)
  return createHash('sha256').update(tokens.join('\n')).digest('hex')
}
