import type { BehaviourChange } from './behaviour-change.js'
import { courseFrom } from './course.js'
import { changedAspects, sameAspects } from './compare-nodes.js'
import { pairedWays } from '../cel/conditions.js'
import type { NodeMatch } from './match-nodes.js'
import type { NodeRecord } from './node-record.js'
import { globalTargets, type Reading } from './reading.js'
import { nameOf, occasionOf, placeOf, told, wasAndNow } from './words.js'
import type { Told } from '../explore/tell-move.js'
import type { FlowNode } from '../nodes/schemas.js'

/** The same moment of a call in both flows: where each goes on, and for what. */
interface Meeting {
  readonly from: string | undefined
  readonly to: string | undefined
  readonly occasion: () => Told
  readonly place: Pick<BehaviourChange, 'type' | 'nodeId' | 'olderNodeId' | 'aspect'>
}

/** Most new nodes in a row that are told as put in between. */
const mostInserted = 5

/** Goes through both flows at once, from the same moments to the same moments. */
export class Walk {
  readonly changes: BehaviourChange[] = []
  readonly #compared = new Set<string>()
  readonly #pairs = new Set<string>()
  readonly #older: Reading
  readonly #newer: Reading
  readonly #match: NodeMatch

  constructor(older: Reading, newer: Reading, match: NodeMatch) {
    this.#older = older
    this.#newer = newer
    this.#match = match
  }

  run(): void {
    const [from, to] = [this.#older, this.#newer].map(({ side }) => side.document.nodes.find(({ kind }) => kind === 'start')?.id)
    this.#meet([{ from, to, occasion: () => told('When the call begins', '通话开始时'), place: { type: 'way', aspect: 'start' } }])
    this.#compareGlobals()
    for (const [id, other] of this.#match.toNewer) {
      const isSilent = this.#older.noticed(id)?.id !== id && this.#newer.noticed(other)?.id !== other
      if (!isSilent && !this.#compared.has(id)) this.#meet(this.#compare(id, other))
    }
  }

  #compareGlobals(): void {
    const [was, now] = [globalTargets(this.#older.side), globalTargets(this.#newer.side)]
    for (const name of new Set([...was.keys(), ...now.keys()])) {
      this.#meet([{ from: was.get(name), to: now.get(name), occasion: () => globalOccasion(name, this.#newer), place: { type: 'flow', aspect: name } }])
    }
  }

  #meet(first: readonly Meeting[]): void {
    const open = [...first]
    for (let next = open.shift(); next !== undefined; next = open.shift()) open.push(...this.#goOn(next))
  }

  #goOn(before: Meeting): Meeting[] {
    const meeting = this.#pastTheSame(before, [], [])
    const from = this.#older.noticed(meeting.from)
    const to = this.#newer.noticed(meeting.to)
    if (from === undefined && to === undefined) return []
    if (from !== undefined && to !== undefined && this.#isSame(from, to)) return this.#compare(from.id, to.id)
    const [inserted, removed] = [this.#passed(this.#newer, to, from, 'newer'), this.#passed(this.#older, from, to, 'older')]
    if (inserted !== undefined) return this.#alsoPassed(meeting, inserted, 'newer')
    if (removed !== undefined) return this.#alsoPassed(meeting, removed, 'older')
    this.#tell(meeting, placeOf(from, this.#older.side), placeOf(to, this.#newer.side), from?.id ?? null, to?.id ?? null)
    return []
  }

  /** Behind what both do on the way without a word, where that is the same. */
  #pastTheSame(meeting: Meeting, olderTags: readonly string[], newerTags: readonly string[]): Meeting {
    const [was, now] = [courseFrom(this.#older, meeting.from, olderTags), courseFrom(this.#newer, meeting.to, newerTags)]
    if (was.done !== now.done) return meeting
    was.passed.forEach((id) => this.#compared.add(id))
    return { ...meeting, from: was.to, to: now.to }
  }

  /** The call is tagged otherwise on the way itself, and all the same until a caller notices something. */
  #movesTags(older: NodeRecord, newer: NodeRecord, way: string): boolean {
    const [olderTags, newerTags] = [older.tags.get(way) ?? [], newer.tags.get(way) ?? []]
    if (olderTags.join('\n') === newerTags.join('\n')) return false
    return courseFrom(this.#older, older.ways.get(way), olderTags).done === courseFrom(this.#newer, newer.ways.get(way), newerTags).done
  }

  #isSame(from: FlowNode, to: FlowNode): boolean {
    if (this.#match.toNewer.get(from.id) === to.id || this.#pairs.has(`${from.id} ${to.id}`)) return true
    const [older, newer] = [this.#older.records.get(from.id), this.#newer.records.get(to.id)]
    return older !== undefined && newer !== undefined && sameAspects(older, newer)
  }

  /** New nodes that only lead on, from one to the place where the other flow is already. */
  #passed(reading: Reading, first: FlowNode | undefined, place: FlowNode | undefined, which: 'older' | 'newer'): FlowNode[] | undefined {
    if (place === undefined) return undefined
    const matched = which === 'newer' ? this.#match.toOlder : this.#match.toNewer
    const passed: FlowNode[] = []
    for (let node = first; node !== undefined && passed.length < mostInserted; node = reading.noticed('next' in node ? node.next : undefined)) {
      const isThere = which === 'newer' ? this.#isSame(place, node) : this.#isSame(node, place)
      if (isThere) return passed.length === 0 ? undefined : passed
      if (matched.has(node.id)) return undefined
      passed.push(node)
    }
    return undefined
  }

  #alsoPassed(meeting: Meeting, nodes: readonly FlowNode[], which: 'older' | 'newer'): Meeting[] {
    const { side } = which === 'newer' ? this.#newer : this.#older
    for (const node of nodes) {
      const [is, sort] = which === 'newer' ? [told('new', '新增'), 'now'] : [told('no longer', '不再有'), 'was']
      const where = meeting.occasion()
      const place = placeOf(node, side)
      this.changes.push({
        ...meeting.place, was: sort === 'was' ? node.id : null, now: sort === 'now' ? node.id : null,
        sentence: told(`${where.en}: ${is.en}: ${place.en}`, `${where.zh}：${is.zh}：${place.zh}`),
      })
    }
    const last = nodes.at(-1)
    const next = last !== undefined && 'next' in last ? last.next : undefined
    return [which === 'newer' ? { ...meeting, to: next } : { ...meeting, from: next }]
  }

  #tell(meeting: Meeting, was: Told, now: Told, from: string | null, to: string | null): void {
    this.changes.push({ ...meeting.place, was: from, now: to, sentence: wasAndNow(meeting.occasion(), was, now) })
  }

  #compare(from: string, to: string): Meeting[] {
    const pair = `${from} ${to}`
    const [older, newer] = [this.#older.records.get(from), this.#newer.records.get(to)]
    if (this.#pairs.has(pair) || older === undefined || newer === undefined) return []
    this.#pairs.add(pair)
    this.#compared.add(from)
    this.changes.push(...changedAspects(older, newer).filter(({ aspect }) => !aspect.endsWith('.tags') || !this.#movesTags(older, newer, aspect.slice(0, -'.tags'.length))))
    return older.node.kind === 'decide' && newer.node.kind === 'decide' ? this.#decisions(older, newer) : this.#ways(older, newer)
  }

  #ways(older: NodeRecord, newer: NodeRecord): Meeting[] {
    return [...new Set([...older.ways.keys(), ...newer.ways.keys()])].flatMap((way) => {
      const [from, to] = [older.ways.get(way), newer.ways.get(way)]
      if (from !== undefined && to !== undefined) {
        const meeting = this.#meeting(older, newer, way, from, to)
        return [this.#movesTags(older, newer, way) ? this.#pastTheSame(meeting, older.tags.get(way) ?? [], newer.tags.get(way) ?? []) : meeting]
      }
      if (from === to) return []
      return this.#cameOrWent(older, newer, way)
    })
  }

  /** A branch that is only in one of both: in the other the caller is not understood there, or has pressed a wrong key. */
  #cameOrWent(older: NodeRecord, newer: NodeRecord, way: string): Meeting[] {
    const isNew = older.ways.get(way) === undefined
    const record = isNew ? newer : older
    const reading = isNew ? this.#newer : this.#older
    const nothing = /^(on|digit|key):/.test(way) ? told('not taken', '不支持') : told('nowhere', '无处可去')
    const there = placeOf(reading.noticed(record.ways.get(way)), reading.side)
    this.changes.push({
      ...placeOfChange(older, newer, way), was: older.ways.get(way) ?? null, now: newer.ways.get(way) ?? null,
      sentence: wasAndNow(occasionOf(way, record, reading.side), isNew ? nothing : there, isNew ? there : nothing),
    })
    return []
  }

  #decisions(older: NodeRecord, newer: NodeRecord): Meeting[] {
    const pairs = pairedWays(older, newer)
    if (pairs !== undefined) return pairs.map(([was, now]) => this.#meeting(older, newer, was, older.ways.get(was), newer.ways.get(now), now))
    const sentence = told(`At ${nameOf(newer.node)} the conditions are others`, `${nameOf(newer.node)}的条件不同`)
    const show = ({ conditions }: NodeRecord): string[] => conditions.map(({ written }) => written)
    if (show(older).join('\n') === show(newer).join('\n')) return this.#ways(older, newer)
    this.changes.push({ ...placeOfChange(older, newer, 'conditions'), was: show(older), now: show(newer), sentence })
    return []
  }

  #meeting(older: NodeRecord, newer: NodeRecord, way: string, from: string | undefined, to: string | undefined, newerWay = way): Meeting {
    const occasion = (): Told => (way === newerWay ? occasionOf(way, newer, this.#newer.side) : caseOf(occasionOf(way, older, this.#older.side), occasionOf(newerWay, newer, this.#newer.side)))
    return { from, to, occasion, place: placeOfChange(older, newer, newerWay) }
  }
}

/** A case that the two flows put in different words. */
const caseOf = (was: Told, now: Told): Told => told(`${was.en} (${now.en})`, `${was.zh}（${now.zh}）`)

const placeOfChange = (older: NodeRecord, newer: NodeRecord, aspect: string): Meeting['place'] => ({
  type: 'way', nodeId: newer.node.id, ...(older.node.id === newer.node.id ? {} : { olderNodeId: older.node.id }), aspect,
})

const globalNames: Readonly<Record<string, Told>> = {
  'keyIntents.human': told('When the caller asks for a human, anywhere', '客户在任何位置要求转人工时'),
  'keyIntents.complaint': told('When the caller complains, anywhere', '客户在任何位置投诉时'),
  'keyIntents.displeasure': told('When the caller is annoyed, anywhere', '客户在任何位置表示不满时'),
  'keyIntents.doNotCall': told('When the caller wants no more calls, anywhere', '客户在任何位置要求免打扰时'),
  'keyIntents.end': told('When the caller wants to end the call, anywhere', '客户在任何位置要求结束通话时'),
  onHangup: told('After the caller has gone', '客户挂机后'),
}

const globalOccasion = (name: string, { side }: Reading): Told => {
  const known = globalNames[name]
  if (known !== undefined) return known
  const intent = side.document.intents[name.slice('auxiliary.'.length)]?.name ?? name
  return told(`When the caller asks “${intent}”, anywhere`, `客户在任何位置问“${intent}”时`)
}
